package io.github.crowdrank.examples.service;

import io.github.crowdrank.image.ImageException;

/** What counts; called by many threads at once. */
@FunctionalInterface
interface PictureCounter {
  /**
   * Counts the people in a picture.
   *
   * @param lenient whether a damaged picture is counted as far as it goes
   * @throws ImageException if it is none, too large or damaged, or there is no room for it now
   */
  CountedPicture count(byte[] picture, boolean lenient) throws ImageException;
}
