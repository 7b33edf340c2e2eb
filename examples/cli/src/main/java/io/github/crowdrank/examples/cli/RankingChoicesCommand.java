package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.RankingChoices;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One choice of the ranking task changed at a time. */
@Command(
    name = "ranking-choices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Multi-task with few labels, one choice of the ranking changed at a time.")
final class RankingChoicesCommand extends PaperTableCommand {
  /** What each row says for itself. */
  private static final List<String> OF_THE_ROWS =
      List.of("--ranked-groups", "--ranking-score", "--margin");

  @Spec private CommandSpec spec;

  @Mixin private PartsOptions parts;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      description = "how many labels are known (default: ${DEFAULT-VALUE})")
  private int share = 10;

  @Override
  public Integer call() throws IOException {
    for (String option : OF_THE_ROWS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(),
            option + " does not apply here: the rows of this table choose it themselves");
      }
    }
    return super.call();
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return RankingChoices.experiment(
        setup, share, parts.divisions(datasets, setup), unlabeledImages);
  }
}
