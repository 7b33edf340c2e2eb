package io.github.crowdrank.bench;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkAndWeights;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long does one training step take: forward, half squared error, backward, update? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(1)
public class TrainingStepBenchmark {
  /** Pictures, height and width. */
  @Param({"10x224x224", "6x320x320"})
  private String batch;

  @Param private Network network;

  @Param({"CROWDRANK", "DL4J"})
  private Contender contender;

  private NetworkAndWeights loaded;
  private Library library;
  private TrainingSteps steps;
  private FeatureMaps input = FeatureMaps.zeros(1, 1, 1, 1);
  private FeatureMaps target = input;

  /** Compiles the network. */
  @Setup
  public void compile() {
    loaded = network.load();
    library = Library.of(contender);
    int[] sides = Sides.of(batch);
    int pictures = sides[0];
    input = Batches.random(pictures, 3, sides[1], sides[2]);
    int stride = loaded.network().stride();
    target = Batches.random(pictures, 1, input.height() / stride, input.width() / stride);
    steps = library.compileForTraining(loaded.network(), loaded.weights(), 1e-9f);
  }

  /** Frees the network and holds the library's first step against this project's. */
  @TearDown
  public void close() {
    steps.close();
    if (contender != Contender.CROWDRANK) {
      Agreement.ofTraining(library, loaded.network(), loaded.weights(), input, target);
    }
  }

  /** One step. */
  @Benchmark
  public double step() {
    return steps.step(input, target);
  }
}
