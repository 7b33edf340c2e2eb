package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wikimedia Commons, searched through the MediaWiki Action API: a full-text <a
 * href="https://www.mediawiki.org/wiki/API:Search">search</a> of the file namespace as generator,
 * with the <a href="https://www.mediawiki.org/wiki/API:Imageinfo">image information</a> of each
 * result, <a href="https://www.mediawiki.org/wiki/API:Continue">continued</a> page by page under <a
 * href="https://www.mediawiki.org/wiki/Manual:Maxlag_parameter">maxlag</a> as the <a
 * href="https://www.mediawiki.org/wiki/API:Etiquette">etiquette</a> asks.
 *
 * <p>Large pictures are taken scaled down to one of the <a
 * href="https://www.mediawiki.org/wiki/Common_thumbnail_sizes">widths that Wikimedia keeps</a>.
 * Immutable and safe for use by many threads.
 */
public final class WikimediaCommons implements ImageSource {
  private static final URI API = URI.create("https://commons.wikimedia.org/w/api.php");
  private static final String SEARCH = "gsrsearch";
  private static final int STANDARD_WIDTH = 1280;
  private static final Set<String> DECODED = Set.of("image/jpeg", "image/png", "image/gif");
  private static final Set<String> BUSY = Set.of("maxlag", "ratelimited", "readonly");

  private final URI api;
  private final int width;

  /** Commons itself, pictures at most 1280 pixels wide. */
  public WikimediaCommons() {
    this(builder());
  }

  private WikimediaCommons(Builder builder) {
    api = builder.api;
    width = builder.width;
  }

  /** Chooses another wiki or width. */
  public static Builder builder() {
    return new Builder();
  }

  /** Choices for {@link WikimediaCommons}. */
  public static final class Builder {
    private URI api = API;
    private int width = STANDARD_WIDTH;

    private Builder() {}

    /** The address of {@code api.php}; that of Commons unless set. */
    public Builder api(URI value) {
      api = value;
      return this;
    }

    /**
     * Pictures wider than this are taken scaled down to it. 250, 330, 500, 960, 1280, 1920 and 3840
     * pixels are what Wikimedia keeps at hand; 1280 unless set.
     */
    public Builder width(int pixels) {
      width = pixels;
      return this;
    }

    /**
     * The source.
     *
     * @throws IllegalArgumentException if the width is not positive
     */
    public WikimediaCommons build() {
      if (width < 1) {
        throw new IllegalArgumentException("a width is 1 pixel or more but was " + width);
      }
      return new WikimediaCommons(this);
    }
  }

  @Override
  public String name() {
    return "wikimedia";
  }

  @Override
  public Set<String> redirectHosts() {
    return Set.of("commons.wikimedia.org", "upload.wikimedia.org");
  }

  /** Commons cannot be searched by licence; results of other licences are left to the caller. */
  @Override
  public URI search(String keyword, Set<License> licenses) {
    return query("filetype:bitmap " + keyword).on(api);
  }

  private QueryString query(String search) {
    return new QueryString()
        .with("action", "query")
        .with("format", "json")
        .with("formatversion", "2")
        .with("maxlag", "5")
        .with("generator", "search")
        .with("gsrnamespace", "6")
        .with("gsrlimit", "50")
        .with(SEARCH, search)
        .with("prop", "imageinfo")
        .with("iiprop", "url|size|mime|thumbmime|sha1|extmetadata")
        .with("iiextmetadatafilter", "Artist|LicenseShortName|LicenseUrl")
        .with("iiextmetadatalanguage", "en")
        .with("iiurlwidth", Integer.toString(width));
  }

  @Override
  public SearchPage parse(URI request, byte[] answer) throws IOException {
    JsonAnswer root = JsonAnswer.parse(name(), answer);
    if (root.has("error")) {
      throw refusal(root.object("error"));
    }
    URI next = null;
    if (root.has("continue")) {
      // To the first request, not to this one: what an earlier answer added holds no longer.
      QueryString continued = query(QueryString.of(request).get(SEARCH));
      for (Map.Entry<String, String> field : root.object("continue").texts().entrySet()) {
        continued.with(field.getKey(), field.getValue());
      }
      next = continued.on(api);
    }
    List<FoundImage> images = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    boolean nothingFound = !root.has("query") && (root.has("batchcomplete") || next != null);
    if (!nothingFound) {
      boolean complete = root.has("batchcomplete");
      for (JsonAnswer page : ranked(root.object("query").elements("pages"))) {
        // What a batch in parts leaves out of one answer comes with the next.
        if (page.has("imageinfo") || complete) {
          try {
            images.add(image(page));
          } catch (IOException e) {
            unusable.add(e.getMessage());
          }
        }
      }
    }
    return new SearchPage(images, unusable, next);
  }

  private IOException refusal(JsonAnswer error) throws IOException {
    String code = error.text("code");
    String message = name() + ": error.code was " + code + ": " + error.optionalText("info");
    return BUSY.contains(code) ? new SourceBusyException(message) : new IOException(message);
  }

  private static List<JsonAnswer> ranked(List<JsonAnswer> pages) {
    return pages.stream()
        .sorted(Comparator.comparingLong(page -> page.optionalNumber("index")))
        .toList();
  }

  private static FoundImage image(JsonAnswer page) throws IOException {
    List<JsonAnswer> versions = page.elements("imageinfo");
    if (versions.isEmpty()) {
      throw page.wrong("imageinfo", "not empty");
    }
    JsonAnswer info = versions.get(0);
    URI original = info.address("url");
    URI address = info.has("thumburl") ? info.address("thumburl") : original;
    boolean scaled = !address.equals(original);
    String type = scaled && info.has("thumbmime") ? "thumbmime" : "mime";
    if (!DECODED.contains(info.text(type))) {
      throw info.wrong(type, "image/jpeg, image/png or image/gif");
    }
    JsonAnswer details = info.has("extmetadata") ? info.object("extmetadata") : info;
    return new FoundImage(
        page.text("pageid"),
        address,
        info.optionalText("descriptionurl"),
        title(page.optionalText("title")),
        value(details, "Artist"),
        value(details, "LicenseShortName"),
        value(details, "LicenseUrl"),
        info.optionalInt(scaled ? "thumbwidth" : "width"),
        info.optionalInt(scaled ? "thumbheight" : "height"),
        scaled ? 0 : info.optionalNumber("size"),
        scaled ? null : info.optionalText("sha1"));
  }

  private static @Nullable String title(@Nullable String page) {
    return page == null ? null : page.replaceFirst("^File:", "");
  }

  private static @Nullable String value(JsonAnswer details, String name) throws IOException {
    return details.has(name) ? details.object(name).optionalText("value") : null;
  }
}
