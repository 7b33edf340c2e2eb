package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.RecipeChoices;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One choice of the recipe changed at a time. */
@Command(
    name = "recipe-choices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counting only, one choice of the recipe changed at a time.")
final class RecipeChoicesCommand extends PaperTableCommand {
  @Mixin private PartsOptions parts;

  @Override
  Optional<String> refusal(String option) {
    return refusalOfRanking(option);
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return RecipeChoices.experiment(setup, parts.divisions(datasets, setup));
  }
}
