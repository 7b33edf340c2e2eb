package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.collect.ImageSource;
import io.github.crowdrank.data.collect.License;
import io.github.crowdrank.data.collect.Openverse;
import io.github.crowdrank.data.collect.SearchPage;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/** A source of one's own, found on the class path: Openverse's API on a server of this machine. */
public final class LocalSource implements ImageSource {
  /** System property with the address of the API. */
  static final String ADDRESS = "crowdrank.test.catalogue";

  private final ImageSource openverse =
      Openverse.builder()
          .api(URI.create(System.getProperty(ADDRESS, "http://127.0.0.1:1/v1/images/")))
          .build();

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> redirectHosts() {
    return Set.of();
  }

  @Override
  public URI search(String keyword, Set<License> licenses) {
    return openverse.search(keyword, licenses);
  }

  @Override
  public SearchPage parse(URI request, byte[] answer) throws IOException {
    return openverse.parse(request, answer);
  }
}
