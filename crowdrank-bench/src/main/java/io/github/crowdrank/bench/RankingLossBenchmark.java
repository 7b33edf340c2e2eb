package io.github.crowdrank.bench;

import io.github.crowdrank.loss.INDArrayLoss;
import io.github.crowdrank.loss.LossGradient;
import io.github.crowdrank.loss.RankingHingeLoss;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the ranking loss of one batch cost, value and gradient, on plain arrays and on the
 * backend of ND4J? Five groups of k patches with maps of 14x14 cells.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RankingLossBenchmark {
  private static final int GROUPS = 5;

  @Param({"5", "50"})
  private int patchesPerGroup;

  private final RankingHingeLoss loss = RankingHingeLoss.paper();
  private float[] maps = {};
  private INDArray onBackend = Nd4j.empty();

  /** Draws the maps. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    maps = new float[GROUPS * patchesPerGroup * 14 * 14];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = (float) random.nextDouble();
    }
    onBackend = Nd4j.createFromArray(maps).reshape(-1, 1, 14, 14);
  }

  /** On plain arrays. */
  @Benchmark
  public LossGradient plainArrays() {
    return loss.evaluate(maps, GROUPS * patchesPerGroup, patchesPerGroup);
  }

  /** On the backend of ND4J, whatever it is; waits for the device, copies nothing back. */
  @Benchmark
  public INDArrayLoss nd4jBackend() {
    INDArrayLoss result = loss.evaluate(onBackend, patchesPerGroup);
    Nd4j.getExecutioner().commit();
    return result;
  }
}
