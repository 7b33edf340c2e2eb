package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.PaperExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Table 4. */
@Command(
    name = "shanghaitech",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Table 4: counting only and multi-task, on both parts of ShanghaiTech.")
final class ShanghaiTechCommand extends PaperTableCommand {
  @Mixin private PartsOptions parts;

  @Override
  Optional<String> refusal(String option) {
    return Optional.empty();
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return PaperExperiments.shanghaiTech(setup, parts.divisions(datasets, setup), unlabeledImages);
  }
}
