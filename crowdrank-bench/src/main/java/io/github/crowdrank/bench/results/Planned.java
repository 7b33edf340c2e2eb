package io.github.crowdrank.bench.results;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Benchmarks to run with some of their parameters.
 *
 * @param benchmark class, and method where not all are meant
 * @param parameters values by name; the benchmark's own for names that are missing
 * @param warmups iterations before the first that counts, -1 for the benchmark's own number
 * @param iterations that count, -1 for the benchmark's own number
 */
record Planned(
    String benchmark, Map<String, List<String>> parameters, int warmups, int iterations) {
  static Planned all(String benchmark) {
    return new Planned(benchmark, Map.of(), -1, -1);
  }

  Planned with(String parameter, String... values) {
    Map<String, List<String>> more = new TreeMap<>(parameters);
    more.put(parameter, List.of(values));
    return new Planned(benchmark, more, warmups, iterations);
  }

  Planned iterations(int newWarmups, int newIterations) {
    return new Planned(benchmark, parameters, newWarmups, newIterations);
  }

  /** So many results, if nothing fails: of each method one for each choice of its parameters. */
  int expected() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, List.of(pattern()), List.of()).stream()
        .mapToInt(this::results)
        .sum();
  }

  private int results(BenchmarkListEntry method) {
    return method.getParams().orElse(Map.of()).entrySet().stream()
        .mapToInt(
            own -> parameters.getOrDefault(own.getKey(), Arrays.asList(own.getValue())).size())
        .reduce(1, Math::multiplyExact);
  }

  private String pattern() {
    return "\\." + benchmark.replace(".", "\\.") + "\\b.*";
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options = new OptionsBuilder().include(pattern());
    parameters.forEach((name, values) -> options.param(name, values.toArray(new String[0])));
    return options;
  }

  /** As it is to be measured: a JVM for each choice of parameters; what fails is left out. */
  Options measured() {
    ChainedOptionsBuilder options = options().shouldFailOnError(false);
    if (warmups >= 0) {
      options.warmupIterations(warmups).measurementIterations(iterations);
    }
    return options.build();
  }

  /** One call of each, in this JVM; the first that fails ends them. */
  Options tried() {
    return options()
        .shouldFailOnError(true)
        .mode(Mode.SingleShotTime)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .build();
  }
}
