package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.image.RgbImage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How many pictures per second does one counter count for one caller, and for two? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class CallersBenchmark {
  private CrowdCounter counter;
  private RgbImage picture = RgbImage.of(1, 1, new byte[3]);

  /** Loads the bundled model; a picture of 1024x768 pixels. */
  @Setup
  public void load() {
    counter = CrowdCounter.load(BundledModel.COMPACT);
    picture = Photos.scene().image();
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    counter.close();
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public double oneCaller() {
    return counter.estimate(picture).count();
  }

  /** Two threads. */
  @Benchmark
  @Threads(2)
  public double twoCallers() {
    return counter.estimate(picture).count();
  }
}
