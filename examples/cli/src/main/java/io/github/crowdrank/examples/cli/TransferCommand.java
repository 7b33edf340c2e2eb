package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Division;
import io.github.crowdrank.train.experiment.EvaluateOn;
import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.PaperExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Table 5. */
@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Table 5: learned from ShanghaiTech part A, judged on UCF_CC_50.")
final class TransferCommand extends PaperTableCommand {
  @Option(names = "--root", required = true, paramLabel = "DIR", description = "folder of part_A")
  private Path root;

  @Option(
      names = "--ucf-root",
      paramLabel = "DIR",
      description = "folder of UCF_CC_50; needed and read with --test-split only")
  private @Nullable Path ucfRoot;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    CrowdDataset ucf =
        ucfRoot == null || setup.evaluateOn() == EvaluateOn.HELD_OUT ? null : datasets.ucf(ucfRoot);
    return PaperExperiments.transfer(
        setup, new Division("part A", datasets.partTrain(root, Part.A), ucf), unlabeledImages);
  }
}
