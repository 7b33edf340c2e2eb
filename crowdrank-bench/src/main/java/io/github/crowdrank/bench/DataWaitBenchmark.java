package io.github.crowdrank.bench;

import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.network.NetworkAndWeights;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainingResult;
import java.io.IOException;
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
 * Does the trainer wait for its data? Multi-task training of the bundled network from JPEG files,
 * decoded anew for each patch, with the batches of {@link Preset#MODERN}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class DataWaitBenchmark {
  private static final int PICTURES = 12;

  /** Training steps. */
  @Param("20")
  private int steps;

  @Param({"1", "2"})
  private int loaderThreads;

  private PaintedFolder folder;
  private NetworkAndWeights start;

  /** How much of the steps' time the trainer waited. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Waiting {
    /** Of all the time. */
    public double percentWaiting;
  }

  /** Writes the files. */
  @Setup
  public void write() throws IOException {
    folder = PaintedFolder.write(PICTURES);
    start = Network.COMPACT.load();
  }

  /** Removes them. */
  @TearDown
  public void remove() throws IOException {
    folder.delete();
  }

  /** One training, first step to last. */
  @Benchmark
  public TrainingResult train(Waiting waiting) throws IOException {
    TrainingResult result =
        CrowdTrainer.builder(start.network(), Preset.MODERN)
            .initialWeights(start.weights())
            .labeled(PointsCsvFolder.open(folder.path(), folder.path()))
            .unlabeled(ImageFolder.open(folder.path()))
            .steps(steps)
            .loaderThreads(loaderThreads)
            .build()
            .run();
    waiting.percentWaiting += 100 * result.dataWait();
    return result;
  }
}
