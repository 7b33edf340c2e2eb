package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * UCF_CC_50 (Idrees et al., "Multi-Source Multi-Scale Counting in Extremely Dense Crowd Images",
 * CVPR 2013) in its own layout: {@code UCF_CC_50/1.jpg} and {@code UCF_CC_50/1_ann.mat}, whose
 * {@code annPoints} are x and y of each head. 50 images with 63,974 heads and no official split:
 * figures are the mean over {@linkplain #folds() five folds}.
 *
 * <p>From where coordinates are counted is not published.
 *
 * @see <a href="https://www.crcv.ucf.edu/data/ucf-cc-50/">the dataset</a>
 */
public final class UcfCc50 implements DatasetFormat {
  private static final List<List<String>> FOLDS =
      List.of(
          List.of("37", "48", "29", "10", "14", "1", "45", "47", "40", "24"),
          List.of("25", "49", "18", "13", "28", "34", "17", "3", "26", "15"),
          List.of("31", "6", "33", "2", "30", "36", "42", "20", "38", "11"),
          List.of("5", "7", "4", "21", "27", "39", "22", "43", "32", "35"),
          List.of("8", "50", "12", "19", "44", "23", "9", "46", "16", "41"));

  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public UcfCc50() {}

  /**
   * Opens all 50 images.
   *
   * @param root the folder of the images, or the one that holds {@code UCF_CC_50}
   * @throws DatasetException if the folder, an image or an annotation is missing or unsound; the
   *     message lists them all
   * @throws IOException if the folder cannot be listed
   */
  public static AnnotatedImages open(Path root) throws IOException {
    return new UcfCc50().open(root, "all");
  }

  /**
   * The ids of the images to test in each of the five folds that the authors of the ranking method
   * published with their code; a fold learns from the other 40.
   *
   * @see <a href="https://github.com/xialeiliu/CrowdCountingCVPR18">the code</a>
   */
  public static List<List<String>> folds() {
    return FOLDS;
  }

  /**
   * A dataset divided by {@link #folds()}.
   *
   * @throws IllegalArgumentException if it lacks one of the 50 images
   */
  public static List<Fold> folds(CrowdDataset dataset) {
    return IntStream.range(0, FOLDS.size())
        .mapToObj(number -> Fold.of(number, dataset, Set.copyOf(FOLDS.get(number))))
        .toList();
  }

  @Override
  public String name() {
    return "ucf-cc-50";
  }

  @Override
  public String description() {
    return "1.jpg with 1_ann.mat in one folder";
  }

  @Override
  public List<String> splits() {
    return List.of("all");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    DatasetFormats.requireSplit(this, split);
    Path folder = Folders.unpacked(root, "UCF_CC_50");
    return Pairing.list(
        "UCF_CC_50",
        false,
        ImageFiles.withExtension(folder, "jpg"),
        ImageFiles.withExtension(folder, "mat"),
        "",
        "_ann",
        AnnotationReader.annPoints());
  }
}
