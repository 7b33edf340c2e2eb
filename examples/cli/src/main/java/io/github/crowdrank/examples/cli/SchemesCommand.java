package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every scheme with few and with all labels. */
@Command(
    name = "schemes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counting alone and the three schemes with few and with all labels.")
final class SchemesCommand extends PaperTableCommand {
  @Mixin private PartsOptions parts;

  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "PERCENT",
      description = "how many labels are known (default: ${DEFAULT-VALUE})")
  private List<Integer> shares = LabelShareExperiments.SCHEME_SHARES;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.schemes(
        setup, shares, parts.divisions(datasets, setup), unlabeledImages);
  }
}
