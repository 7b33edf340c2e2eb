package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.PartiallyLabeled;
import io.github.crowdrank.data.split.ImageLists;
import io.github.crowdrank.data.split.SplitFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whose labels may be known in a semi-supervised experiment. */
@Command(
    name = "hide",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the labels of some images and hides those of the rest: parts `labeled` and `unlabeled`.",
      "For one seed a smaller share is part of every larger one.",
      "The file is for SplitFile.read(FILE).divide(images) in Java; `train --split-file` asks for"
          + " the parts of `dataset split`."
    })
final class HideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @ArgGroup(multiplicity = "1")
  private Kept kept = new Kept();

  @Mixin private DivisionOutput output;

  /** One of two ways to say it. */
  static final class Kept {
    @Option(
        names = "--keep",
        required = true,
        paramLabel = "SHARE",
        description = "share of the images whose labels are kept, such as 0.05; at least one image")
    private double share;

    @Option(
        names = "--keep-list",
        required = true,
        paramLabel = "FILE",
        description = "ids of the images whose labels are kept, one per line")
    private @Nullable Path list;
  }

  @Override
  public Integer call() throws IOException {
    CrowdDataset images = dataset.openOne(spec.commandLine());
    Path list = kept.list;
    PartiallyLabeled divided =
        list == null ? drawn(images) : images.keepLabels(ids(ImageLists.choose(images, list)));
    Map<String, CrowdDataset> parts = new LinkedHashMap<>();
    parts.put("labeled", divided.labeled());
    parts.put("unlabeled", images.without(ids(divided.labeled())));
    output.write(SplitFile.of(images, parts), spec.commandLine());
    return 0;
  }

  private PartiallyLabeled drawn(CrowdDataset images) {
    try {
      return images.keepLabels(kept.share, dataset.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Set<String> ids(CrowdDataset images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).collect(Collectors.toSet());
  }
}
