package io.github.crowdrank.data.similar;

import io.github.crowdrank.data.UnlabeledImages;
import java.util.List;

/**
 * Pictures of a pool that resemble examples.
 *
 * @param images the pictures, in the order of the pool
 * @param answers why each was chosen, in the order of {@code images}
 * @param unreadable what could not be read or described, of the examples and then of the pool
 */
public record SimilarImages(
    UnlabeledImages images, List<Answer> answers, List<Unreadable> unreadable) {
  /** Copies the lists. */
  public SimilarImages {
    answers = List.copyOf(answers);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A picture and the example it answers; of several the nearest.
   *
   * @param query id of the example
   * @param picture id of the picture
   * @param index of the picture in the pool
   * @param cosine of the angle between their descriptors, -1 to 1
   */
  public record Answer(String query, String picture, int index, double cosine) {}

  /**
   * A picture that was passed over.
   *
   * @param id of the picture
   * @param reason in a sentence
   */
  public record Unreadable(String id, String reason) {}
}
