package io.github.crowdrank.bench;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import java.util.SplittableRandom;
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
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CountingBenchmark {
  /** The ready-made networks. */
  public enum Network {
    /** The paper's. */
    VGG16,
    /** The bundled model's. */
    MOBILENET_V1
  }

  @Param private Network network;

  @Param({"224x224", "768x1024"})
  private String heightByWidth;

  private InferenceNetwork compiled;
  private FeatureMaps input = FeatureMaps.zeros(1, 1, 1, 1);

  /** Compiles the network with random weights; speed does not depend on them. */
  @Setup
  public void compile() {
    NetworkSpec spec = network == Network.VGG16 ? Vgg16.counter() : MobileNetV1.counter();
    SplittableRandom random = new SplittableRandom(1);
    compiled =
        Dl4jEngine.create().compile(spec, WeightInitializer.heNormal().initialize(spec, random));
    int x = heightByWidth.indexOf('x');
    input =
        FeatureMaps.zeros(
            1,
            3,
            Integer.parseInt(heightByWidth.substring(0, x)),
            Integer.parseInt(heightByWidth.substring(x + 1)));
    for (int i = 0; i < input.values().length; i++) {
      input.values()[i] = (float) random.nextDouble(-1, 1);
    }
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    compiled.close();
  }

  /** One picture through the network. */
  @Benchmark
  public FeatureMaps forward() {
    return compiled.forward(input);
  }
}
