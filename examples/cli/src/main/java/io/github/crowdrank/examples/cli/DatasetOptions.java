package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.reader.ShanghaiTech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which annotated images to read. */
final class DatasetOptions {
  /** Layouts that can be read. */
  enum Layout {
    /** The layout of the ShanghaiTech benchmark. */
    SHANGHAITECH,
    /** A folder of images and one {@code x,y} CSV file for each of them. */
    CSV
  }

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "LAYOUT",
      description = "one of: shanghaitech, csv")
  private Layout layout;

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "its folder")
  private Path root;

  @Option(
      names = "--points",
      paramLabel = "DIR",
      description = "csv: folder of the CSV files (default: the root)")
  private @Nullable Path points;

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      description = "shanghaitech: A, B or A,B (default: A)")
  private List<ShanghaiTech.Part> parts = List.of(ShanghaiTech.Part.A);

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "shanghaitech: train or test (default: train)")
  private ShanghaiTech.Subset subset = ShanghaiTech.Subset.TRAIN;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "ID",
      description = "images of the first part to leave out")
  private Set<String> without = Set.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what everything random follows from (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  long seed() {
    return seed;
  }

  /** The chosen datasets, one for each part. */
  List<CrowdDataset> open() throws IOException {
    List<CrowdDataset> datasets = new ArrayList<>();
    if (layout == Layout.CSV) {
      datasets.add(PointsCsvFolder.open(root, points == null ? root : points));
    } else {
      for (ShanghaiTech.Part part : parts) {
        datasets.add(ShanghaiTech.open(root, part, subset));
      }
    }
    if (!without.isEmpty()) {
      datasets.set(0, datasets.get(0).without(without));
    }
    return datasets;
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
    List<Split> splits = new ArrayList<>();
    for (CrowdDataset dataset : open()) {
      // By part and not by position: part B alone is divided as it is beside part A.
      boolean isPartB =
          layout == Layout.SHANGHAITECH && parts.get(splits.size()) == ShanghaiTech.Part.B;
      SplittableRandom random = new SplittableRandom(isPartB ? seed + 1 : seed);
      try {
        splits.add(dataset.split(1 - validationShare, random));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(commandLine, e.getMessage(), e);
      }
    }
    return splits;
  }

  /** All of them as one. */
  static CrowdDataset together(List<CrowdDataset> datasets) {
    return datasets.size() == 1
        ? datasets.get(0)
        : CrowdDataset.concat(
            String.join(" + ", datasets.stream().map(CrowdDataset::name).toList()), datasets);
  }
}
