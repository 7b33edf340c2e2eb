package io.github.crowdrank.bench;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
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

/** What do 2,000 heads on 1024x768 pixels cost, full size and straight onto the output grid? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DensityMapBenchmark {
  @Param({"1", "16"})
  private int stride;

  private final DensityPainter painter = DensityPainter.paper();
  private List<HeadPoint> heads = List.of();

  /** Draws the heads. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    heads =
        Stream.generate(() -> new HeadPoint(random.nextDouble(1024), random.nextDouble(768)))
            .limit(2_000)
            .toList();
  }

  /** The paper's kernel, sigma 15, renormalised at the border. */
  @Benchmark
  public DensityMap paint() {
    return painter.paint(heads, 1024, 768, CellGrid.ofStride(1024, 768, stride));
  }
}
