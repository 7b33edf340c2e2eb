package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A public catalogue of pictures that can be searched for a keyword. An implementation says what to
 * ask and understands the answers; it contacts nobody itself, so that rate limits, retries and
 * refused addresses are the same for all. Implementations are immutable, and those that {@link
 * ServiceLoader} is to find have a public constructor without parameters.
 */
public interface ImageSource {
  /** Lower-case letters, digits and hyphens, such as {@code wikimedia}; part of file names. */
  String name();

  /**
   * Hosts to which a request may be redirected that was made to another one. A redirect within a
   * host is always allowed.
   */
  Set<String> redirectHosts();

  /**
   * The request for the first page of results.
   *
   * @param licenses that will be kept; what the catalogue can leave out of others, it should
   */
  URI search(String keyword, Set<License> licenses);

  /**
   * Understands a page of results.
   *
   * @param request that was answered
   * @param answer body of the answer, which had status 200
   * @throws SourceBusyException if the catalogue asks to be asked again later
   * @throws IOException if it is no page of results; the message names source, field and value
   */
  SearchPage parse(URI request, byte[] answer) throws IOException;

  /** The sources on the class path, by name. */
  static List<ImageSource> installed() {
    return ServiceLoader.load(ImageSource.class, ImageSource.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(ImageSource::name))
        .toList();
  }
}
