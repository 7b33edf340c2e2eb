package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which of the images a training left out, if not all are meant. */
final class HeldOutOptions {
  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "only the images that `train --validation SHARE` with the same seed holds out")
  private @Nullable Double heldOut;

  @Option(
      names = "--split-file",
      split = ",",
      paramLabel = "FILE",
      description = "only the validation parts of divisions by `dataset split`")
  private List<Path> splitFiles = List.of();

  List<CrowdDataset> of(DatasetOptions dataset, CommandLine commandLine) throws IOException {
    if (heldOut != null && !splitFiles.isEmpty()) {
      throw new ParameterException(
          commandLine, "either --held-out or --split-file says which images, not both");
    }
    if (heldOut == null && splitFiles.isEmpty()) {
      return dataset.open(commandLine);
    }
    List<Split> splits =
        heldOut == null
            ? dataset.divided(splitFiles, commandLine)
            : dataset.divided(heldOut, commandLine);
    return splits.stream().map(Split::validation).toList();
  }
}
