package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.RankingChoices;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One choice of the ranking task changed at a time. */
@Command(
    name = "ranking-choices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Multi-task with few labels, one choice of the ranking changed at a time.")
final class RankingChoicesCommand extends PaperTableCommand {
  /** What each row says for itself. */
  private static final List<String> OF_THE_ROWS =
      List.of("--ranked-groups", "--ranking-score", "--margin", "--nesting");

  @Mixin private PartsOptions parts;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      description = "how many labels are known (default: ${DEFAULT-VALUE})")
  private int share = 10;

  @Override
  Optional<String> refusal(String option) {
    return OF_THE_ROWS.contains(option)
        ? Optional.of("the rows of this table choose it themselves")
        : super.refusal(option);
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return RankingChoices.experiment(
        setup, share, parts.divisions(datasets, setup), unlabeledImages);
  }
}
