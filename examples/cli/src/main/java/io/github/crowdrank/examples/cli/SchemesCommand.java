package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every scheme with few and with all labels. */
@Command(
    name = "schemes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counting alone and the three schemes at 5, 10, 40 and 100 %% of the labels.")
final class SchemesCommand extends PaperTableCommand {
  @Mixin private PartsOptions parts;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.schemes(setup, parts.divisions(datasets, setup), unlabeledImages);
  }
}
