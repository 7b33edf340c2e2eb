package io.github.crowdrank.engine.onednn;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Chooses how long threads that wait for each other spin before they sleep, by what turns out
 * faster. Long spinning is best on a quiet machine; where something else runs on the same cores, it
 * burns the time that the thread waited for would need, and costs up to thirty times the work.
 * Results do not depend on the choice. For one thread.
 */
final class Patience {
  /** How long to spin. */
  enum Spin {
    /** What OpenMP does by itself: some milliseconds. */
    LONG,
    /** Some microseconds. */
    SHORT
  }

  /** Work that is done again and again: its times are compared with the shortest of them. */
  static final class Task {
    private long fastest = Long.MAX_VALUE;

    /** How many times the fastest time this one is. */
    private double slowness(long nanos) {
      fastest = Math.min(fastest, Math.max(1, nanos));
      return (double) nanos / fastest;
    }
  }

  private static final long SHORTEST_INTERVAL = 250_000_000;
  private static final long LONGEST_INTERVAL = 60_000_000_000L;

  /** A trial that turns out slow is not repeated before this many times its own time. */
  private static final int TRIAL_COST = 20;

  /** How much of a choice's slowness is that of its last run. */
  private static final double MEMORY = 0.3;

  /** By how much the other choice must be better: noise is no reason to change. */
  private static final double CLEARLY = 0.9;

  private static final double SUDDENLY = 2;

  private final LongSupplier clock;
  private final Consumer<Spin> setting;
  private final Map<Spin, Double> slowness = new EnumMap<>(Map.of(Spin.LONG, 1.0, Spin.SHORT, 1.0));
  private Spin best = Spin.LONG;
  private Spin set = Spin.LONG;
  private long interval = SHORTEST_INTERVAL;
  private long nextTrial;

  /**
   * Starts with long spinning.
   *
   * @param clock nanoseconds
   * @param setting puts a choice into effect
   */
  Patience(LongSupplier clock, Consumer<Spin> setting) {
    this.clock = clock;
    this.setting = setting;
    nextTrial = clock.getAsLong() + SHORTEST_INTERVAL;
  }

  /** Does the work with the choice that is best so far, or now and then with the other one. */
  void run(Task task, Runnable work) {
    boolean isTrial = clock.getAsLong() - nextTrial >= 0;
    Spin spin = isTrial ? other(best) : best;
    if (spin != set) {
      setting.accept(spin);
      set = spin;
    }
    long start = clock.getAsLong();
    work.run();
    long nanos = clock.getAsLong() - start;
    double now = task.slowness(nanos);
    if (isTrial) {
      judge(spin, now, nanos);
    } else {
      slowness.merge(best, now, (before, last) -> before + MEMORY * (last - before));
      if (best == Spin.LONG && now > SUDDENLY * of(Spin.SHORT)) {
        nextTrial = clock.getAsLong();
      }
    }
  }

  private void judge(Spin tried, double now, long nanos) {
    slowness.put(tried, now);
    if (now < CLEARLY * of(best)) {
      best = tried;
      interval = SHORTEST_INTERVAL;
    } else {
      interval = Math.min(2 * interval, LONGEST_INTERVAL);
    }
    nextTrial = clock.getAsLong() + Math.max(interval, TRIAL_COST * nanos);
  }

  private double of(Spin spin) {
    return Objects.requireNonNull(slowness.get(spin));
  }

  private static Spin other(Spin spin) {
    return spin == Spin.LONG ? Spin.SHORT : Spin.LONG;
  }
}
