package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.PaperExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Table 2. */
@Command(
    name = "ablation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Table 2: what pre-training, multi-scale sampling and ranking add, on UCF_CC_50.")
final class AblationCommand extends PaperTableCommand {
  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "folder of UCF_CC_50")
  private Path root;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return PaperExperiments.ablation(setup, datasets.ucfFolds(root), unlabeledImages);
  }
}
