package io.github.crowdrank.bench;

import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** What would {@link DensityMapBenchmark} cost with a kernel as large as the image per head? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class FullImageKernelBenchmark {
  @Param("2000")
  private int heads;

  private List<HeadPoint> points = List.of();

  /** Draws the heads. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    points =
        Stream.generate(() -> new HeadPoint(random.nextDouble(1024), random.nextDouble(768)))
            .limit(heads)
            .toList();
  }

  /** Sigma 15, each kernel normalised inside the image. */
  @Benchmark
  public float[] paint() {
    return new FullImageKernels(15).paint(points, 1024, 768);
  }
}
