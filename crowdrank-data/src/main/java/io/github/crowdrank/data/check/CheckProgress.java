package io.github.crowdrank.data.check;

/** Is told how far a check is. */
@FunctionalInterface
public interface CheckProgress {
  /**
   * Called after each image, by one thread at a time.
   *
   * @param done images so far, from 1
   * @param total images in all
   */
  void checked(int done, int total);
}
