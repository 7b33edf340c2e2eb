package io.github.crowdrank.bench;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;

/** Reads the sizes that benchmarks have as parameters. */
final class Sides {
  private Sides() {}

  /** The numbers of a text such as {@code 10x224x224}. */
  static int[] of(String text) {
    return Splitter.on('x')
        .splitToStream(text)
        .map(Ints.stringConverter())
        .mapToInt(i -> i)
        .toArray();
  }
}
