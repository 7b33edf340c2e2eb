package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelShareExperiments;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Section 5.2. */
@Command(
    name = "growing-labels",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Section 5.2: a growing share of the labels of part A, with and without ranking.")
final class GrowingLabelsCommand extends PaperTableCommand {
  @Option(names = "--root", required = true, paramLabel = "DIR", description = "folder of part_A")
  private Path root;

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelShareExperiments.growingLabels(
        setup, datasets.part(root, Part.A, setup), unlabeledImages);
  }
}
