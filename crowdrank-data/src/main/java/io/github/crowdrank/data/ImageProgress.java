package io.github.crowdrank.data;

/** Is told how far the work on many images is. */
@FunctionalInterface
public interface ImageProgress {
  /** Hears nothing. */
  ImageProgress NONE = (done, total) -> {};

  /**
   * Another image is done. Called by the thread that does the work, one call at a time.
   *
   * @param done images so far, 1 or more
   * @param total images in all
   */
  void imageDone(int done, int total);
}
