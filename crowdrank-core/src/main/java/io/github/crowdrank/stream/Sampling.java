package io.github.crowdrank.stream;

import java.time.Duration;

/**
 * Which frames of a stream are counted. Of pictures, whether files or a camera's JPEGs, the others
 * are not even decoded; a video is decoded as a whole.
 */
public sealed interface Sampling {
  /** Every frame. */
  static Sampling all() {
    return new EveryNth(1);
  }

  /**
   * The first frame and every n-th after it.
   *
   * @throws IllegalArgumentException if n is less than 1
   */
  static Sampling everyNth(int n) {
    return new EveryNth(n);
  }

  /**
   * At most so many a second, by the frames' own times, evenly.
   *
   * @throws IllegalArgumentException if the number is not more than 1e-6 and at most 1e6
   */
  static Sampling perSecond(double frames) {
    return new PerSecond(frames);
  }

  /** See {@link #everyNth}. */
  record EveryNth(int n) implements Sampling {
    /** Checks the number. */
    public EveryNth {
      if (n < 1) {
        throw new IllegalArgumentException("every n-th frame: n is 1 or more but was " + n);
      }
    }
  }

  /** See {@link #perSecond}. */
  record PerSecond(double frames) implements Sampling {
    /** Checks the number. */
    public PerSecond {
      if (!(frames > 1e-6 && frames <= 1e6)) {
        throw new IllegalArgumentException(
            "frames per second are more than 1e-6 and at most 1e6 but were " + frames);
      }
    }

    /** How long so many frames take. */
    Duration of(long number) {
      return Duration.ofNanos(Math.round(number / frames * 1e9));
    }
  }
}
