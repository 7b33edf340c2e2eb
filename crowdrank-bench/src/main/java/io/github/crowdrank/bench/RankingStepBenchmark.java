package io.github.crowdrank.bench;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.FeatureMaps;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What does the single branch of section 4.2 save over Siamese pairs? Five groups of five patches,
 * 50 pairs: forward passes, ranking loss and backward passes, one group after the other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class RankingStepBenchmark {
  private static final int GROUPS = 5;
  private static final int PATCHES_PER_GROUP = 5;

  /** Height and width of a patch. */
  @Param("224x224")
  private String patch;

  @Param private Network network;

  private RankingSteps steps;
  private FeatureMaps group = FeatureMaps.zeros(1, 1, 1, 1);

  /** Counts the patches that went through the network. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Work {
    /** In one step. */
    public int forwardPasses;
  }

  /** Compiles the network, twice for the pairs. */
  @Setup
  public void compile() {
    steps = new RankingSteps(OneDnnEngine.create(), network.load());
    group = Batches.random(PATCHES_PER_GROUP, 3, patch);
  }

  /** Frees the networks. */
  @TearDown
  public void close() {
    steps.close();
  }

  /** 25 patches once each. */
  @Benchmark
  public float singleBranch(Work work) {
    int before = steps.forwardPasses();
    float last = 0;
    for (int i = 0; i < GROUPS; i++) {
      last = steps.singleBranch(group)[0];
    }
    work.forwardPasses += steps.forwardPasses() - before;
    return last;
  }

  /** 50 pairs, two patches each. */
  @Benchmark
  public float siamesePairs(Work work) {
    int before = steps.forwardPasses();
    float last = 0;
    for (int i = 0; i < GROUPS; i++) {
      last = steps.siamesePairs(group)[0];
    }
    work.forwardPasses += steps.forwardPasses() - before;
    return last;
  }
}
