package io.github.crowdrank.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That every benchmark runs; what it measures here is worth nothing. */
class BenchmarksTest {
  @Test
  void each_benchmark_runs_once() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("io\\.github\\.crowdrank\\.bench\\..*")
                    .param("heightByWidth", "64x64")
                    .param("batch", "1x32x32")
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark().replaceAll(".*\\.bench\\.", ""))
        .contains(
            "CountingBenchmark.forward",
            "DensityMapBenchmark.paint",
            "RankingLossBenchmark.nd4jBackend",
            "RankingLossBenchmark.plainArrays");
  }
}
