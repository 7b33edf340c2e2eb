package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * UCF-QNRF (Idrees et al., "Composition Loss for Counting, Density Map Estimation and Localization
 * in Dense Crowds", ECCV 2018) in its own layout: {@code UCF-QNRF_ECCV18/Train/img_0001.jpg} and
 * {@code img_0001_ann.mat} beside it, whose {@code annPoints} are x and y of each head. 1,535
 * images with 1,251,642 heads: 1,201 to train and 334 to test; the heads of each are not published.
 *
 * <p>From where coordinates are counted is not published either.
 *
 * @see <a href="https://www.crcv.ucf.edu/research/data-sets/ucf-qnrf/">the dataset</a>
 */
public final class UcfQnrf implements DatasetFormat {
  /** For {@link java.util.ServiceLoader} and for use. */
  public UcfQnrf() {}

  @Override
  public String name() {
    return "ucf-qnrf";
  }

  @Override
  public String description() {
    return "Train/img_0001.jpg with Train/img_0001_ann.mat, and Test";
  }

  @Override
  public List<String> splits() {
    return List.of("train", "test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    boolean test = DatasetFormats.requireSplit(this, split).equals("test");
    String name = "UCF-QNRF " + split;
    Path folder =
        Folders.find(name, Folders.unpacked(root, "UCF-QNRF_ECCV18"), test ? "Test" : "Train");
    return Pairing.list(
        name,
        test,
        ImageFiles.withExtension(folder, "jpg"),
        ImageFiles.withExtension(folder, "mat"),
        "",
        "_ann",
        AnnotationReader.annPoints());
  }
}
