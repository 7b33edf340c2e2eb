package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.AnnotationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * JHU-CROWD++ (Sindagi, Yasarla and Patel, "JHU-CROWD++: Large-Scale Crowd Counting Dataset and A
 * Benchmark Method", arXiv:2004.03597) in its own layout: {@code
 * jhu_crowd_v2.0/train/images/0001.jpg}, {@code train/gt/0001.txt} with {@code x y w h o b} on each
 * line, and {@code train/image_labels.txt} with {@code filename,total-count,scene,weather,
 * distractor}. 4,372 images with 1,515,005 heads: 2,272 to train, 500 to validate and 1,600 to
 * test; the heads of each are not published. Distractors have empty files.
 *
 * <p>x and y are the centre of a head. From where they are counted is not published. Where there is
 * an {@code image_labels.txt}, an image whose {@code total-count} is not the number of its lines is
 * a fault.
 *
 * @see <a href="http://www.crowd-counting.com">the dataset</a>
 */
public final class JhuCrowd implements DatasetFormat {
  /** For {@link java.util.ServiceLoader} and for use. */
  public JhuCrowd() {}

  @Override
  public String name() {
    return "jhu-crowd";
  }

  @Override
  public String description() {
    return "train/images/0001.jpg with train/gt/0001.txt and train/image_labels.txt, val and test";
  }

  @Override
  public List<String> splits() {
    return List.of("train", "val", "test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    DatasetFormats.requireSplit(this, split);
    String name = "JHU-CROWD++ " + split;
    Path folder = Folders.find(name, Folders.unpacked(root, "jhu_crowd_v2.0"), split);
    Listing listing =
        Pairing.list(
            name,
            split.equals("test"),
            ImageFiles.withExtension(Folders.find(name, folder, "images"), "jpg"),
            ImageFiles.withExtension(Folders.find(name, folder, "gt"), "txt"),
            "",
            "",
            AnnotationReader.jhuCrowd());
    Path labels = folder.resolve("image_labels.txt");
    return Files.isRegularFile(labels) ? JhuCrowdLabels.check(listing, labels) : listing;
  }
}
