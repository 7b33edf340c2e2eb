package io.github.crowdrank;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.Soak;
import java.io.IOException;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;

/** Counts pictures of many sizes and prints what the process holds more in the end. */
final class CounterSoak {
  private CounterSoak() {}

  /** Counts without and with samples; the numbers of both. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[0]);
    int counts = Integer.parseInt(arguments[1]);
    SplittableRandom random = new SplittableRandom(1);
    Soak soak = new Soak();
    long pointers = 0;
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load()).engine(OneDnnEngine.create()).build()) {
      for (int i = 0; i < warmUp + counts; i++) {
        counter.estimate(
            CounterLoad.image(
                i < warmUp ? i % CounterLoad.SIZES : random.nextInt(CounterLoad.SIZES)));
        if (i >= warmUp && i % Math.max(1, counts / 50) == 0) {
          soak.sample(i);
        }
        if (i == warmUp) {
          pointers = Pointer.totalCount();
        }
      }
      // Programs of the sizes met last are kept: more or fewer objects, but never without bound.
      System.out.println(soak.result() + " " + (Pointer.totalCount() - pointers));
    }
  }
}
