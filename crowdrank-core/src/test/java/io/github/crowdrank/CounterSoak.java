package io.github.crowdrank;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.Soak;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Counts pictures of many sizes and prints what the process holds more in the end. */
final class CounterSoak {
  /** Sizes for which the engine keeps its programs. */
  private static final int KEPT = 8;

  /** Counts of a round. */
  static final int ROUND = CounterLoad.SIZES + KEPT;

  private final CrowdCounter counter;
  private final List<Integer> sizes =
      new ArrayList<>(IntStream.range(0, CounterLoad.SIZES).boxed().toList());
  private final SplittableRandom random = new SplittableRandom(1);

  private CounterSoak(CrowdCounter counter) {
    this.counter = counter;
  }

  /** Counts without and with samples; the numbers of rounds of both. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Soak soak = new Soak();
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load()).engine(OneDnnEngine.create()).build()) {
      CounterSoak counting = new CounterSoak(counter);
      for (int i = 0; i < warmUp + rounds; i++) {
        counting.round();
        if (i >= warmUp) {
          soak.sample(i * ROUND);
        }
      }
    }
    System.out.println(soak.result());
  }

  /** All sizes in random order, then those that are kept, so that they are always the same. */
  private void round() {
    for (int i = sizes.size(); i > 1; i--) {
      Collections.swap(sizes, i - 1, random.nextInt(i));
    }
    sizes.forEach(this::count);
    for (int i = 0; i < KEPT; i++) {
      count(i * CounterLoad.SIZES / KEPT);
    }
  }

  private void count(int size) {
    counter.estimate(CounterLoad.image(size));
  }
}
