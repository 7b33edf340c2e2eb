package io.github.crowdrank.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** That every benchmark runs; what it measures here is worth nothing. */
class BenchmarksTest {
  /** The rivals are not on this class path. */
  static Stream<Planned> withoutRivals() {
    return Plan.smoke().stream().map(BenchmarksTest::withoutRivals);
  }

  private static Planned withoutRivals(Planned planned) {
    Map<String, List<String>> parameters = new TreeMap<>(planned.parameters());
    parameters.computeIfPresent(
        "contender",
        (name, values) ->
            values.stream()
                .filter(value -> value.equals("CROWDRANK") || value.equals("DL4J"))
                .toList());
    return new Planned(planned.benchmark(), parameters, -1, -1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutRivals")
  void runs_once(Planned planned) throws Exception {
    assertThat(new Runner(planned.tried()).run()).hasSize(planned.expected());
  }

  @Test
  void one_that_fails_is_told_from_one_that_runs() throws Exception {
    Planned fails = Planned.all("DataWaitBenchmark").with("steps", "few");
    assertThatThrownBy(() -> new Runner(fails.tried()).run()).isInstanceOf(RunnerException.class);
  }

  @Test
  void what_was_timed_before_an_iteration_failed_is_no_result() throws Exception {
    Planned paint = Planned.all("FullImageKernelBenchmark").with("heads", "2");
    RunResult whole = new Runner(paint.tried()).runSingle();
    BenchmarkResult timed = whole.getAggregatedResult();
    BenchmarkResult cut = new BenchmarkResult(timed.getParams(), List.of());

    assertThat(BenchmarkRun.isWhole(whole)).isTrue();
    assertThat(BenchmarkRun.isWhole(new RunResult(whole.getParams(), List.of(cut)))).isFalse();
  }

  @Test
  void each_method_has_a_result_for_each_choice_of_its_own_parameters_and_of_those_given() {
    Planned loss = Planned.all("RankingLossBenchmark");
    int methods = loss.with("patchesPerGroup", "5").expected();
    assertThat(methods).isGreaterThan(1);
    assertThat(loss.with("patchesPerGroup", "5", "10").expected()).isEqualTo(2 * methods);
    assertThat(Planned.all("NoSuchBenchmark").expected()).isZero();
  }

  @Test
  void every_benchmark_is_tried() throws IOException {
    List<String> tried = Plan.smoke().stream().map(Planned::benchmark).distinct().toList();
    assertThat(tried).containsExactlyInAnyOrderElementsOf(benchmarkClasses());
  }

  private static Set<String> benchmarkClasses() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (InputStream list = BenchmarksTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      assertThat(list).isNotNull();
      for (String line : new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String name = line.replaceAll("^.*? io\\.github\\.crowdrank\\.bench\\.(\\w+) .*$", "$1");
        if (!name.equals(line)) {
          classes.add(name);
        }
      }
    }
    return classes;
  }
}
