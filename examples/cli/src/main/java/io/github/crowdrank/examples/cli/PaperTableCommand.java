package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentProgress;
import io.github.crowdrank.train.experiment.ExperimentResult;
import io.github.crowdrank.train.experiment.ExperimentRunner;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.ReportFormat;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One experiment. Interrupted (Ctrl-C), it saves its work; started again, it goes on. */
abstract class PaperTableCommand implements Callable<Integer> {
  /** What only says how something is ranked. */
  private static final Set<String> OF_RANKING =
      Set.of(
          "--lambda",
          "--margin",
          "--nesting",
          "--ranked-groups",
          "--ranking-score",
          "--unlabeled-example",
          "--unlabeled-keyword");

  @Spec private CommandSpec spec;

  @Mixin private ExperimentSetupOptions choices;

  @Mixin private UnlabeledOptions unlabeled;

  @Mixin private CacheOptions cache;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where results, models and reports go, and where it goes on from")
  private Path out;

  @Option(
      names = "--report",
      split = ",",
      paramLabel = "FILE",
      description =
          "reports ending in .md, .csv or .html; the last holds pictures of the images"
              + " (default: DIR/report.md, .csv and .html)")
  private List<Path> reports = List.of();

  /** The experiment on the datasets of this command. */
  abstract Experiment experiment(
      ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages) throws IOException;

  /** Where it is run. */
  Path out() {
    return out;
  }

  /**
   * Why an option that all these commands have says nothing here; empty if it does say something.
   */
  Optional<String> refusal(String option) {
    return option.equals("--unlabeled-example")
        ? Optional.of("no row of this table learns from images found by example")
        : Optional.empty();
  }

  /** The refusal of tables that rank nothing. */
  static Optional<String> refusalOfRanking(String option) {
    return OF_RANKING.contains(option)
        ? Optional.of("nothing is ranked in this table")
        : Optional.empty();
  }

  @Override
  public Integer call() throws IOException {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      Optional<String> refusal = refusal(option.longestName());
      if (refusal.isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "%s does not apply here: %s".formatted(option.longestName(), refusal.get()));
      }
    }
    OutputFiles.require(reports);
    Experiment experiment = experiment();
    PrintWriter err = spec.commandLine().getErr();
    ExperimentRunner runner =
        new ExperimentRunner(out, new ExperimentProgress(err, Duration.ofSeconds(5)));
    return StopOnSignal.run(() -> table(runner.run(experiment), err), runner::stop);
  }

  private int table(ExperimentResult result, PrintWriter err) throws IOException {
    for (Path report : reports()) {
      ReportFormat.of(report).write(result, report);
      err.println("wrote " + report);
    }
    PrintWriter table = spec.commandLine().getOut();
    table.print(ReportFormat.MARKDOWN.text(result));
    table.flush();
    if (!result.isComplete()) {
      err.println("the same command goes on from here");
      return 1;
    }
    return 0;
  }

  /** What is wrong with the options is wrong usage. */
  private Experiment experiment() throws IOException {
    try {
      reports.forEach(ReportFormat::of);
      return experiment(choices.setup(), new Datasets(cache), unlabeled.pools());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Path> reports() {
    return reports.isEmpty()
        ? Stream.of(ReportFormat.values())
            .map(format -> out.resolve("report" + format.extension()))
            .toList()
        : reports;
  }
}
