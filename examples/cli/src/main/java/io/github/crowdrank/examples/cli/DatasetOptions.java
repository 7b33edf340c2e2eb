package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.PointAdjustment;
import io.github.crowdrank.data.split.SplitFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which annotated images to read. */
final class DatasetOptions {
  private static final int SHOWN = 20;

  @Mixin private DatasetSource source;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "ID",
      description = "images of the first split to leave out")
  private Set<String> without = Set.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what everything random follows from (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Mixin private ReadingRulesOptions rules;

  long seed() {
    return seed;
  }

  /** The chosen datasets, one for each split. */
  List<CrowdDataset> open(CommandLine commandLine) throws IOException {
    List<AnnotatedImages> opened = openFiles(commandLine);
    for (AnnotatedImages images : opened) {
      List<String> changes = changes(images);
      changes.stream().limit(SHOWN).forEach(commandLine.getErr()::println);
      if (changes.size() > SHOWN) {
        commandLine.getErr().printf("and %d more of the kind%n", changes.size() - SHOWN);
      }
    }
    return List.copyOf(opened);
  }

  /** The chosen datasets, one for each split. */
  List<AnnotatedImages> openFiles(CommandLine commandLine) throws IOException {
    DatasetFormat chosen = source.format(commandLine);
    List<AnnotatedImages> opened = new ArrayList<>();
    for (String split : source.splits(chosen, commandLine)) {
      opened.add(chosen.open(source.root(), split, rules.rules()));
    }
    if (!without.isEmpty()) {
      opened.set(0, opened.get(0).without(without));
    }
    return opened;
  }

  /** What became of points outside and of faulty images, a sentence each. */
  static List<String> changes(AnnotatedImages images) {
    return Stream.concat(
            images.adjustments().stream().map(PointAdjustment::toString),
            images.faults().stream().map(fault -> "left out: " + fault))
        .toList();
  }

  /** The chosen dataset, which is to be one. */
  CrowdDataset openOne(CommandLine commandLine) throws IOException {
    List<String> splits = source.splits(source.format(commandLine), commandLine);
    if (splits.size() > 1) {
      throw new ParameterException(
          commandLine, "this is done to one split at a time but was asked for " + splits);
    }
    return open(commandLine).get(0);
  }

  /**
   * Each of the chosen datasets divided by the seed, the same way each time.
   *
   * @param validationShare of the images of each, more than 0 and less than 1
   */
  List<Split> divided(double validationShare, CommandLine commandLine) throws IOException {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new ParameterException(
          commandLine,
          "a share of the images is more than 0 and less than 1 but was " + validationShare);
    }
    DatasetFormat chosen = source.format(commandLine);
    List<String> names = source.splits(chosen, commandLine);
    List<CrowdDataset> datasets = open(commandLine);
    List<Split> divided = new ArrayList<>();
    for (int i = 0; i < datasets.size(); i++) {
      SplittableRandom random = new SplittableRandom(seed + part(chosen, names.get(i)));
      try {
        divided.add(datasets.get(i).split(1 - validationShare, random));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(commandLine, e.getMessage(), e);
      }
    }
    return divided;
  }

  /** The seed by which {@link #divided} divides the one chosen dataset. */
  long seedOfDivision(CommandLine commandLine) {
    DatasetFormat chosen = source.format(commandLine);
    return seed + part(chosen, source.splits(chosen, commandLine).get(0));
  }

  /** Each of the chosen datasets divided by a split file, in their order. */
  List<Split> divided(List<Path> splitFiles, CommandLine commandLine) throws IOException {
    List<CrowdDataset> datasets = open(commandLine);
    if (splitFiles.size() != datasets.size()) {
      throw new ParameterException(
          commandLine,
          "there is one split file for each split of the dataset but there were %d for %d"
              .formatted(splitFiles.size(), datasets.size()));
    }
    List<Split> divided = new ArrayList<>();
    for (int i = 0; i < datasets.size(); i++) {
      divided.add(SplitFile.read(splitFiles.get(i)).split(datasets.get(i)));
    }
    return divided;
  }

  /** By part and not by position: part B alone is divided as it is beside part A. */
  private static int part(DatasetFormat format, String split) {
    String kind = split.substring(split.lastIndexOf('-') + 1);
    return format.splits().stream().filter(other -> other.endsWith(kind)).toList().indexOf(split);
  }

  /** All of them as one. */
  static CrowdDataset together(List<CrowdDataset> datasets) {
    return datasets.size() == 1
        ? datasets.get(0)
        : CrowdDataset.concat(
            String.join(" + ", datasets.stream().map(CrowdDataset::name).toList()), datasets);
  }
}
