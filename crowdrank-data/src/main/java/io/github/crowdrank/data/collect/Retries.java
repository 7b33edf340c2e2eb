package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/** Tries again after a while what failed for a reason that may pass. */
final class Retries {
  private final Time time;
  private final int retries;
  private final Duration backOff;
  private final Duration longestWait;
  private final SplittableRandom random;

  /**
   * @param retries after the first attempt
   * @param backOff wait before the first retry, doubled for each that follows
   * @param seed of the jitter, which shortens each wait by up to a half
   */
  Retries(Time time, int retries, Duration backOff, Duration longestWait, long seed) {
    this.time = time;
    this.retries = retries;
    this.backOff = backOff;
    this.longestWait = longestWait;
    this.random = new SplittableRandom(seed);
  }

  /** What may fail. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * The result of the first attempt that succeeds.
   *
   * @throws IOException of the last attempt, or the first {@link FinalException}
   */
  <T> T call(Attempt<T> attempt) throws IOException, InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        return attempt.run();
      } catch (FinalException e) {
        throw e;
      } catch (IOException e) {
        if (failures == retries) {
          throw e;
        }
        time.sleep(wait(failures));
      }
    }
  }

  private Duration wait(int failures) {
    double nanos =
        Math.min(
            (double) longestWait.toNanos(), (double) backOff.toNanos() * Math.pow(2, failures));
    return Duration.ofNanos((long) (nanos * (0.5 + 0.5 * random.nextDouble())));
  }
}
