package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Few labels. */
@Command(
    name = "semi-supervised",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "5, 10 and 40 %% of the labels, the rest unlabelled, beside later papers.")
final class SemiSupervisedCommand extends PaperTableCommand {
  @Mixin private PartsOptions parts;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.semiSupervised(setup, parts.divisions(datasets, setup));
  }
}
