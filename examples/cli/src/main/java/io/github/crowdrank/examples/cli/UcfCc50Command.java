package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.PaperExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Table 3. */
@Command(
    name = "ucf-cc-50",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Table 3: multi-task with each collection of unlabelled images, on UCF_CC_50.")
final class UcfCc50Command extends PaperTableCommand {
  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "folder of UCF_CC_50")
  private Path root;

  @Override
  Optional<String> refusal(String option) {
    return Optional.empty();
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return PaperExperiments.ucfCc50(setup, datasets.ucfFolds(root), unlabeledImages);
  }
}
