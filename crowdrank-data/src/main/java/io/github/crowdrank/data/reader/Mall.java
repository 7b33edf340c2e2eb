package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The Mall dataset (Chen et al., "Feature Mining for Localised Crowd Counting", BMVC 2012) in its
 * own layout: {@code mall_dataset/frames/seq_000001.jpg} to {@code seq_002000.jpg}, and {@code
 * mall_dataset/mall_gt.mat} with {@code frame{1,i}.loc}, x and y of each head, and {@code count}.
 * 2,000 frames of 640x480 pixels from one camera with over 60,000 heads, all of them labelled; the
 * first 800 are to train and the last 1,200 to test.
 *
 * <p>{@code perspective_roi.mat} and {@code mall_feat.mat} are not read: people outside the region
 * of interest are counted as well, as they are labelled. From where coordinates are counted is not
 * published.
 *
 * @see <a href="https://personal.ie.cuhk.edu.hk/~ccloy/downloads_mall_dataset.html">the dataset</a>
 */
public final class Mall implements DatasetFormat {
  private static final int TRAINING_FRAMES = 800;
  private static final int FRAMES = 2000;

  /** For {@link java.util.ServiceLoader} and for use. */
  public Mall() {}

  @Override
  public String name() {
    return "mall";
  }

  @Override
  public String description() {
    return "frames/seq_000001.jpg to seq_002000.jpg with mall_gt.mat";
  }

  @Override
  public List<String> splits() {
    return List.of("train", "test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    boolean test = DatasetFormats.requireSplit(this, split).equals("test");
    String name = "Mall " + split;
    Path folder = Folders.unpacked(root, "mall_dataset");
    Path frames = Folders.find(name, folder, "frames");
    Path truth = folder.resolve("mall_gt.mat");
    if (!Files.isRegularFile(truth)) {
      throw new DatasetException(name, List.of("there is no file " + truth));
    }
    ListingBuilder listing = new ListingBuilder();
    NumberedFrames.add(
        listing,
        truth,
        test ? TRAINING_FRAMES + 1 : 1,
        test ? FRAMES : TRAINING_FRAMES,
        number -> frames.resolve(String.format(Locale.ROOT, "seq_%06d.jpg", number)));
    return listing.build(name, test);
  }
}
