package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.ShanghaiTech.Part;
import io.github.crowdrank.train.experiment.Division;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which parts of ShanghaiTech, one column of a table each. */
final class PartsOptions {
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

  List<Division> divisions(Datasets datasets, ExperimentSetup setup) throws IOException {
    return datasets.parts(root, parts, setup);
  }
}
