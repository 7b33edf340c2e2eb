package io.github.crowdrank.train;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A generator for every single draw of a training, found from the seed and the draw's number alone:
 * the same whatever the number of threads, and the same after a resume.
 */
final class RandomStreams {
  /** Each kind of draw has its own numbering. */
  enum Stream {
    INITIALIZATION(1),
    LABELED_ORDER(2),
    LABELED_PATCH(3),
    UNLABELED_ORDER(4),
    RANKED_PATCHES(5),
    VALIDATION_PATCHES(6);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  private final long seed;

  RandomStreams(long seed) {
    this.seed = seed;
  }

  RandomGenerator at(Stream stream, long number) {
    return new SplittableRandom(mix(mix(seed + stream.number) + number));
  }

  /** The finaliser of MurmurHash3: neighbouring numbers end far apart. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
