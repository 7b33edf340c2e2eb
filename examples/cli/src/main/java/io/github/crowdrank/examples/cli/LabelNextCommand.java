package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Experiment;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import io.github.crowdrank.train.experiment.LabelNext;
import io.github.crowdrank.train.experiment.UnlabeledPools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Suggested labels against random ones. */
@Command(
    name = "label-next",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "A growing number of labelled pictures, suggested and at random.")
final class LabelNextCommand extends PaperTableCommand {
  @Option(names = "--root", required = true, paramLabel = "DIR", description = "folder of part_A")
  private Path root;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Part part = Part.A;

  @Option(
      names = "--start",
      paramLabel = "N",
      description = "pictures labelled at random to start with (default: ${DEFAULT-VALUE})")
  private int start = 10;

  @Option(
      names = "--labels",
      split = ",",
      paramLabel = "N",
      description = "numbers of labelled pictures, those included (default: 50,100,150)")
  private List<Integer> labels = List.of(50, 100, 150);

  @Override
  Optional<String> refusal(String option) {
    return refusalOfRanking(option);
  }

  @Override
  Experiment experiment(ExperimentSetup setup, Datasets datasets, UnlabeledPools unlabeledImages)
      throws IOException {
    return LabelNext.experiment(setup, datasets.part(root, part, setup), start, labels, out());
  }
}
