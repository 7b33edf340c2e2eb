package io.github.crowdrank.bench;

import io.github.crowdrank.engine.InferenceNetwork;
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

/** How long does one forward pass of each ready-made network take? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
@Fork(1)
public class CountingBenchmark {
  /** Sides are multiples of 16, as the networks need them: 3000 rows are padded to 3008. */
  @Param({"224x224", "768x1024", "3008x4000"})
  private String heightByWidth;

  @Param private Network network;

  @Param({"CROWDRANK", "DL4J"})
  private Contender contender;

  private NetworkAndWeights loaded;
  private Library library;
  private InferenceNetwork compiled;
  private FeatureMaps input = FeatureMaps.zeros(1, 1, 1, 1);

  /** Compiles the network. */
  @Setup
  public void compile() {
    loaded = network.load();
    library = Library.of(contender);
    input = Batches.random(1, 3, heightByWidth);
    compiled = library.compile(loaded.network(), loaded.weights());
  }

  /** Frees the network and holds what the library computes against this project's output. */
  @TearDown
  public void close() {
    compiled.close();
    if (contender != Contender.CROWDRANK) {
      // Two networks at once need too much memory for the largest picture.
      FeatureMaps compared = input.height() > 1024 ? Batches.random(1, 3, 768, 1024) : input;
      Agreement.ofForward(library, loaded.network(), loaded.weights(), compared);
    }
  }

  /** One picture through the network. */
  @Benchmark
  public FeatureMaps forward() {
    return compiled.forward(input);
  }
}
