package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.annotation.Labels;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.LabeledFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where annotated images lie, and in which layout. */
final class DatasetSource {
  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "FORMAT",
      description = "its layout on disk; `dataset formats` lists them")
  private String format;

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "its folder")
  private Path root;

  @Option(
      names = "--split",
      split = ",",
      paramLabel = "SPLIT",
      description = "its official divisions, joined (default: the first to learn from)")
  private List<String> splits = List.of();

  @Option(
      names = "--labels",
      split = ",",
      paramLabel = "LABEL",
      description =
          "labels of the objects that are people, where a format has labels; others are not counted"
              + " (default: person, head and the like, and no others allowed)")
  private Set<String> labels = Set.of();

  Path root() {
    return root;
  }

  DatasetFormat format(CommandLine commandLine) {
    try {
      DatasetFormat named = DatasetFormats.named(format.toLowerCase(Locale.ROOT));
      if (labels.isEmpty()) {
        return named;
      }
      if (named instanceof LabeledFormat labeled) {
        return labeled.withLabels(Labels.only(labels));
      }
      throw new ParameterException(commandLine, named.name() + " has no labels to choose from");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, e.getMessage(), e);
    }
  }

  /** The chosen splits, each once. */
  List<String> splits(DatasetFormat chosen, CommandLine commandLine) {
    try {
      splits.forEach(split -> DatasetFormats.requireSplit(chosen, split));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, e.getMessage(), e);
    }
    return splits.isEmpty() ? chosen.splits().subList(0, 1) : splits.stream().distinct().toList();
  }
}
