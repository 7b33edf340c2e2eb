package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every scheme with few and with all labels. */
@Command(
    name = "schemes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counting alone and the three schemes at 5, 10, 40 and 100 %% of the labels.")
final class SchemesCommand extends PaperTableCommand {
  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "folder of part_A and part_B")
  private Path root;

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private List<Part> parts = List.of(Part.A, Part.B);

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.schemes(
        setup, datasets.parts(root, parts, setup), unlabeledImages);
  }
}
