package io.github.crowdrank.engine.onednn;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

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

  /** Times of comparable work: each is compared with the shortest of them. */
  private static final class Scale {
    private double fastest = Double.POSITIVE_INFINITY;

    /** Whether there is a time to compare others with. */
    boolean isKnown() {
      return fastest < Double.POSITIVE_INFINITY;
    }

    /** How many times the fastest time this one is. */
    double slowness(double time) {
      fastest = Math.min(fastest, time);
      return time / fastest;
    }
  }

  /**
   * Work of one kind and many sizes, such as the forward passes of a network. Where every picture
   * has another size no task is done twice; there, first times are compared with those of tasks
   * half to twice as large, per unit of size.
   */
  static final class Kind {
    private final Map<Integer, Scale> byMagnitude = new HashMap<>();

    /**
     * Work that is done again and again.
     *
     * @param size what the time of new work grows with, more than 0
     */
    Task task(long size) {
      int magnitude = Long.SIZE - Long.numberOfLeadingZeros(size);
      return new Task(size, byMagnitude.computeIfAbsent(magnitude, key -> new Scale()));
    }
  }

  /** Work that is done again and again. */
  static final class Task {
    private final long size;
    private final Scale firstTimes;
    private final Scale laterTimes = new Scale();
    private boolean done;

    private Task(long size, Scale firstTimes) {
      this.size = size;
      this.firstTimes = firstTimes;
    }

    private Scale scale() {
      return done ? laterTimes : firstTimes;
    }

    private double slowness(long nanos) {
      double slowness = scale().slowness((double) Math.max(1, nanos) / size);
      done = true;
      return slowness;
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
  private final Predicate<Spin> setting;
  private final Map<Spin, Double> slowness = new EnumMap<>(Map.of(Spin.LONG, 1.0, Spin.SHORT, 1.0));
  private Spin best = Spin.LONG;
  private Spin set = Spin.LONG;
  private boolean canChange = true;
  private long interval = SHORTEST_INTERVAL;
  private long nextTrial;

  /**
   * Starts with long spinning.
   *
   * @param clock nanoseconds
   * @param setting puts a choice into effect; once it says false, the choice is long spinning for
   *     good
   */
  Patience(LongSupplier clock, Predicate<Spin> setting) {
    this.clock = clock;
    this.setting = setting;
    nextTrial = clock.getAsLong() + SHORTEST_INTERVAL;
  }

  /** Does the work with the choice that is best so far, or now and then with the other one. */
  void run(Task task, Runnable work) {
    // Beside nothing else, a first time says nothing.
    boolean isComparable = task.scale().isKnown();
    boolean isTrial = isComparable && canChange && clock.getAsLong() - nextTrial >= 0;
    set(isTrial ? other(best) : best);
    long start = clock.getAsLong();
    work.run();
    long nanos = clock.getAsLong() - start;
    double now = task.slowness(nanos);
    if (isTrial && canChange) {
      judge(set, now, nanos);
    } else if (isComparable) {
      slowness.merge(best, now, (before, last) -> before + MEMORY * (last - before));
      if (best == Spin.LONG && now > SUDDENLY * of(Spin.SHORT)) {
        nextTrial = clock.getAsLong();
      }
    }
  }

  private void set(Spin spin) {
    if (spin != set) {
      canChange = setting.test(spin);
      set = canChange ? spin : Spin.LONG;
      best = canChange ? best : Spin.LONG;
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
