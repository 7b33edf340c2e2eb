package io.github.crowdrank.bench.results;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.dl4j.Nd4jBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks, writes what JMH recorded, and the report.
 *
 * <p>A benchmark that fails, be it in its last iteration, is named at the end and missing from the
 * results; the others run, and the process ends with an error.
 */
public final class BenchmarkRun {
  private BenchmarkRun() {}

  /**
   * Arguments: what to run ({@code full}, {@code smoke}, {@code cuda} or the name of a benchmark
   * class) and the root of the repository. A full run writes to {@code crowdrank-bench/results} and
   * the README, one on CUDA to {@code crowdrank-bench/results/cuda}, any other to a folder of its
   * name in {@code crowdrank-bench/target}.
   *
   * @throws IllegalStateException if a benchmark failed or there is none of that name; all files
   *     are written before
   */
  public static void main(String[] args) throws IOException {
    String what = args[0].strip();
    Path module = Path.of(args[1]).resolve("crowdrank-bench");
    int failed =
        switch (what) {
          case "full" -> full(module.resolve("results"), Path.of(args[1]));
          case "smoke" -> run(Plan.smoke(), false, module.resolve("target/smoke"));
          case "cuda" -> onDevice(module.resolve("results/cuda"));
          default -> run(List.of(Planned.all(what)), true, module.resolve("target").resolve(what));
        };
    if (failed > 0) {
      throw new IllegalStateException(failed + " benchmarks failed, which are named above");
    }
  }

  private static int full(Path folder, Path root) throws IOException {
    int failed = run(Plan.full(), true, folder);
    Report.writeReadme(folder, root);
    return failed;
  }

  private static int onDevice(Path folder) throws IOException {
    String backend;
    try {
      backend = Nd4jBackends.require();
    } catch (EngineException e) {
      System.out.println("ND4J's CUDA backend does not load here: GPU benchmarks skipped.");
      return 0;
    }
    if (backend.contains("Cpu")) {
      System.out.println(
          "No CUDA device or driver here (ND4J took " + backend + "): GPU benchmarks skipped.");
      return 0;
    }
    return run(Plan.device(), true, folder);
  }

  /** Returns how many parts of the plan failed, in whole or in part. */
  static int run(List<Planned> plan, boolean measured, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<RunResult> results = new ArrayList<>();
    List<Planned> failed = new ArrayList<>();
    for (Planned planned : plan) {
      try {
        List<RunResult> whole =
            new Runner(measured ? planned.measured() : planned.tried())
                .run().stream().filter(BenchmarkRun::isWhole).toList();
        results.addAll(whole);
        if (whole.size() < planned.expected()) {
          failed.add(planned);
        }
      } catch (RunnerException e) {
        System.err.println(planned + ": " + e.getMessage());
        failed.add(planned);
      }
      ResultFormatFactory.getInstance(ResultFormatType.JSON, folder.resolve(Report.JMH).toString())
          .writeOut(results);
    }
    Machine.here().write(folder.resolve(Report.MACHINE));
    Report.write(folder);
    failed.forEach(planned -> System.err.println("failed in part or whole: " + planned));
    System.out.println("Results: " + folder.toAbsolutePath().resolve("RESULTS.md"));
    return failed.size();
  }

  /** Of a benchmark that fails in a later iteration JMH keeps those before it. */
  static boolean isWhole(RunResult result) {
    BenchmarkParams asked = result.getParams();
    int iterations =
        result.getBenchmarkResults().stream().mapToInt(it -> it.getIterationResults().size()).sum();
    return iterations == asked.getMeasurement().getCount() * Math.max(1, asked.getForks());
  }
}
