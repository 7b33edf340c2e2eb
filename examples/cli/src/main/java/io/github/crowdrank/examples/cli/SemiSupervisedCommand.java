package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.Optional;
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
  Optional<String> refusal(String option) {
    return option.equals("--unlabeled-keyword")
        ? Optional.of("ranked in this table are the images whose labels are hidden")
        : super.refusal(option);
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.semiSupervised(setup, parts.divisions(datasets, setup));
  }
}
