package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.split.ImageLists;
import io.github.crowdrank.data.split.SplitFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Divides a dataset so that others can have the same division. */
@Command(
    name = "split",
    mixinStandardHelpOptions = true,
    description = {
      "Divides a dataset by a share and a seed, or by lists of images.",
      "`train --split-file` and `evaluate --split-file` read the division."
    })
final class SplitCommand implements Callable<Integer> {
  private static final double VALIDATION_SHARE = 0.1;

  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "as `train --validation` with the same seed divides (default: " + VALIDATION_SHARE + ")")
  private @Nullable Double validationShare;

  @Option(
      names = "--list",
      split = ",",
      paramLabel = "PART=FILE",
      description =
          "ids of a part, one per line, in place of --validation: train=a.txt,validation=b.txt")
  private Map<String, Path> lists = new LinkedHashMap<>();

  @Mixin private DivisionOutput output;

  @Override
  public Integer call() throws IOException {
    if (validationShare != null && !lists.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "either --validation or --list says how to divide, not both");
    }
    CrowdDataset images = dataset.openOne(spec.commandLine());
    output.write(lists.isEmpty() ? drawn(images) : listed(images), spec.commandLine());
    return 0;
  }

  private SplitFile listed(CrowdDataset images) throws IOException {
    return SplitFile.of(images, ImageLists.divide(images, lists));
  }

  private SplitFile drawn(CrowdDataset images) throws IOException {
    try {
      return SplitFile.draw(
          images,
          1 - Objects.requireNonNullElse(validationShare, VALIDATION_SHARE),
          dataset.seedOfDivision(spec.commandLine()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
