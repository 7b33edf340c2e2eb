package io.github.crowdrank.bench;

import io.github.crowdrank.engine.dl4j.Nd4jBackends;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkAndWeights;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

/**
 * How long does a forward pass take on ND4J's device, with input, weights and output resident
 * there? For CUDA; it runs on the CPU backend too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 20)
@Fork(1)
public class DeviceCountingBenchmark {
  @Param({"224x224", "768x1024"})
  private String heightByWidth;

  @Param private Network network;

  private ComputationGraph graph;
  private INDArray input = Nd4j.empty();

  /** Puts everything on the device. */
  @Setup
  public void load() {
    Nd4jBackends.require();
    NetworkAndWeights loaded = network.load();
    graph = Dl4jGraphs.toGraph(loaded.network(), loaded.weights());
    FeatureMaps picture = Batches.random(1, 3, heightByWidth);
    input = Nd4j.createFromArray(picture.values()).reshape(1, 3, picture.height(), picture.width());
  }

  /** Frees the graph. */
  @TearDown
  public void close() {
    graph.close();
  }

  /** One pass; waits for the device, copies nothing back. */
  @Benchmark
  public INDArray forward() {
    INDArray output = graph.outputSingle(input);
    Nd4j.getExecutioner().commit();
    return output;
  }
}
