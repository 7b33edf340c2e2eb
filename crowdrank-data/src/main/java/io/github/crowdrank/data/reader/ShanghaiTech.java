package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.AnnotationWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The ShanghaiTech benchmark (Zhang et al. 2016) in its own layout: {@code
 * part_A/train_data/images/IMG_1.jpg} and {@code part_A/train_data/ground-truth/GT_IMG_1.mat}.
 * Folders named {@code part_A_final} and {@code ground_truth} are found as well.
 *
 * <p>Any dataset can be written in this layout, as part A and exact to the bit. Images that are not
 * JPEG files become such.
 */
public final class ShanghaiTech implements WritableFormat {
  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public ShanghaiTech() {}

  /** The two parts. */
  public enum Part {
    /** 482 photographs from the web with 501 heads on average: 300 to train, 182 to test. */
    A,
    /** 716 photographs of streets in Shanghai with 123 heads on average: 400 and 316. */
    B
  }

  /** The official division of each part. */
  public enum Subset {
    /** Images to learn from, validation included. */
    TRAIN("train_data"),
    /** Images for the final figure only. */
    TEST("test_data");

    private final String folder;

    Subset(String folder) {
      this.folder = folder;
    }
  }

  /**
   * Opens a subset with coordinates as annotated and points outside moved to the border.
   *
   * @param root the folder that holds {@code part_A} and {@code part_B}
   * @throws DatasetException if a folder, an image or an annotation is missing or unsound; the
   *     message lists them all
   * @throws IOException if a folder cannot be listed
   */
  public static AnnotatedImages open(Path root, Part part, Subset subset) throws IOException {
    return open(root, part, subset, ReadingRules.defaults());
  }

  /**
   * Opens a subset by rules of one's own.
   *
   * @throws DatasetException as for {@link #open(Path, Part, Subset)}
   * @throws IOException if a folder cannot be listed
   */
  public static AnnotatedImages open(Path root, Part part, Subset subset, ReadingRules rules)
      throws IOException {
    return Opening.open(list(root, part, subset), rules);
  }

  @Override
  public String name() {
    return "shanghaitech";
  }

  @Override
  public String description() {
    return "part_A/train_data/images/IMG_1.jpg with ground-truth/GT_IMG_1.mat beside images";
  }

  @Override
  public List<String> splits() {
    return List.of("A-train", "A-test", "B-train", "B-test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    DatasetFormats.requireSplit(this, split);
    return list(
        root,
        Part.valueOf(split.substring(0, 1)),
        split.endsWith("train") ? Subset.TRAIN : Subset.TEST);
  }

  private static Listing list(Path root, Part part, Subset subset) throws IOException {
    String name = "ShanghaiTech part " + part + " " + (subset == Subset.TRAIN ? "train" : "test");
    Path folder = Folders.find(name, root, "part_" + part, "part_" + part + "_final");
    Path division = Folders.find(name, folder, subset.folder);
    Path images = Folders.find(name, division, "images");
    Path annotations = Folders.find(name, division, "ground-truth", "ground_truth");
    return Pairing.list(
        name,
        subset == Subset.TEST,
        ImageFiles.withExtension(images, "jpg"),
        ImageFiles.withExtension(annotations, "mat"),
        "GT_",
        "",
        AnnotationReader.shanghaiTech());
  }

  @Override
  public void write(CrowdDataset dataset, Path target, WritingListener listener)
      throws IOException {
    String folder = "part_A/" + (dataset.isTestSplit() ? Subset.TEST : Subset.TRAIN).folder;
    Writing.write(
        dataset,
        target,
        new WrittenLayout(
            folder + "/images",
            folder + "/ground-truth/GT_",
            ".mat",
            AnnotationWriter.shanghaiTech(),
            true),
        listener);
  }
}
