package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Openverse, a catalogue of openly licensed pictures of many collections, searched through its <a
 * href="https://api.openverse.org/v1/">REST API</a> without an account: 20 results a page and 240 a
 * search, at the <a
 * href="https://docs.openverse.org/api/reference/authentication_and_throttling.html">rate</a> it
 * grants. Its pictures lie on the servers of the collections. Immutable and safe for use by many
 * threads.
 */
public final class Openverse implements ImageSource {
  private static final URI API = URI.create("https://api.openverse.org/v1/images/");
  private static final int ANONYMOUS_PAGE = 20;

  private final URI api;

  /** Openverse itself. */
  public Openverse() {
    this(builder());
  }

  private Openverse(Builder builder) {
    api = builder.api;
  }

  /** Chooses another server. */
  public static Builder builder() {
    return new Builder();
  }

  /** Choices for {@link Openverse}. */
  public static final class Builder {
    private URI api = API;

    private Builder() {}

    /** The address of the image search, {@code .../v1/images/}; the public one unless set. */
    public Builder api(URI value) {
      api = value;
      return this;
    }

    /** The source. */
    public Openverse build() {
      return new Openverse(this);
    }
  }

  @Override
  public String name() {
    return "openverse";
  }

  @Override
  public Set<String> redirectHosts() {
    return Set.of("api.openverse.org", "live.staticflickr.com", "upload.wikimedia.org");
  }

  @Override
  public URI search(String keyword, Set<License> licenses) {
    QueryString query =
        new QueryString()
            .with("q", keyword)
            .with("page", "1")
            .with("page_size", Integer.toString(ANONYMOUS_PAGE));
    if (!licenses.contains(License.OTHER)) {
      Set<String> codes = new TreeSet<>();
      licenses.forEach(license -> codes.add(code(license)));
      query.with("license", String.join(",", codes));
    }
    return query.on(api);
  }

  private static String code(License license) {
    return switch (license) {
      case PUBLIC_DOMAIN -> "pdm";
      case CC0 -> "cc0";
      default -> license.name().toLowerCase(Locale.ROOT).replaceFirst("^cc_", "").replace('_', '-');
    };
  }

  @Override
  public SearchPage parse(URI request, byte[] answer) throws IOException {
    JsonAnswer root = JsonAnswer.parse(name(), answer);
    List<JsonAnswer> results = root.elements("results");
    List<FoundImage> images = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (JsonAnswer result : results) {
      try {
        images.add(image(result));
      } catch (IOException e) {
        unusable.add(e.getMessage());
      }
    }
    QueryString query = QueryString.of(request);
    int page = Integer.parseInt(query.get("page"));
    boolean more = !results.isEmpty() && page < root.optionalInt("page_count");
    URI next = more ? query.with("page", Integer.toString(page + 1)).on(api) : null;
    return new SearchPage(images, unusable, next);
  }

  private static FoundImage image(JsonAnswer result) throws IOException {
    return new FoundImage(
        result.text("id"),
        result.address("url"),
        result.optionalText("foreign_landing_url"),
        result.optionalText("title"),
        result.optionalText("creator"),
        license(result.optionalText("license"), result.optionalText("license_version")),
        result.optionalText("license_url"),
        result.optionalInt("width"),
        result.optionalInt("height"),
        result.optionalNumber("filesize"),
        null);
  }

  /** The usual name of a licence, such as {@code CC BY-SA 2.0} for {@code by-sa} and 2.0. */
  private static @Nullable String license(@Nullable String code, @Nullable String version) {
    if (code == null) {
      return null;
    }
    String name =
        switch (code) {
          case "cc0" -> "CC0";
          case "pdm" -> "Public Domain Mark";
          default -> (code.startsWith("by") ? "CC " : "") + code.toUpperCase(Locale.ROOT);
        };
    return version == null ? name : name + " " + version;
  }
}
