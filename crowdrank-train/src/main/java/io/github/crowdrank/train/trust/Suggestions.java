package io.github.crowdrank.train.trust;

import io.github.crowdrank.train.evaluation.ImageFailure;
import java.util.List;

/**
 * Which pictures to label next.
 *
 * @param pictures in the order in which to label them
 * @param failures pictures that could not be looked at
 */
public record Suggestions(List<Suggestion> pictures, List<ImageFailure> failures) {
  /** Copies the lists. */
  public Suggestions {
    pictures = List.copyOf(pictures);
    failures = List.copyOf(failures);
  }
}
