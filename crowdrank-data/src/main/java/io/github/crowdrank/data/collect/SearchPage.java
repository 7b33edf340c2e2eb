package io.github.crowdrank.data.collect;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of results.
 *
 * @param images in the order of the source, the best first
 * @param unusable one sentence for each result that lacks what is needed, naming source, field and
 *     value
 * @param next the request for the page that follows, null after the last
 */
public record SearchPage(List<FoundImage> images, List<String> unusable, @Nullable URI next) {
  /** Copies the lists. */
  public SearchPage {
    images = List.copyOf(images);
    unusable = List.copyOf(unusable);
  }
}
