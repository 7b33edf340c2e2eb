package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.PaperExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
      description = "folder of UCF_CC_50, or with --part of part_A and part_B")
  private Path root;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "learn from a part of ShanghaiTech in place of UCF_CC_50: ${COMPLETION-CANDIDATES}")
  private @Nullable Part part;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return part == null
        ? PaperExperiments.ablation(setup, datasets.ucfFolds(root), unlabeledImages)
        : PaperExperiments.ablation(setup, datasets.part(root, part, setup), unlabeledImages);
  }
}
