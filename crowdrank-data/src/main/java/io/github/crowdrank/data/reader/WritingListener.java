package io.github.crowdrank.data.reader;

/** Told how far the writing of a dataset is; what it throws ends it. */
@FunctionalInterface
public interface WritingListener {
  /**
   * An image has been written.
   *
   * @param done how many have, from 1
   * @param total how many there are
   */
  void imageWritten(int done, int total);
}
