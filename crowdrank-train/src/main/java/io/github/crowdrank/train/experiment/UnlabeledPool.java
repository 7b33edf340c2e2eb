package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.reader.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Unlabelled images to rank, by what is learned from beside them. Images found by example belong to
 * the images that were the examples: those of another fold, or of all folds together, were found
 * with test images as queries.
 */
@FunctionalInterface
public interface UnlabeledPool {
  /**
   * The images for one training side.
   *
   * @param trainingSide the {@linkplain Division#name name of the division}: {@code part A}, {@code
   *     part B}, or {@code fold 1} to {@code fold 5}
   * @throws IOException if they cannot be found
   */
  UnlabeledImages beside(String trainingSide) throws IOException;

  /** The same images for every training side: those found by keywords. */
  static UnlabeledPool same(UnlabeledImages images) {
    return trainingSide -> named("keyword images", images);
  }

  /**
   * A folder of images for each training side within {@code folder}: {@code part-a}, {@code
   * part-b}, {@code fold-1} to {@code fold-5}.
   */
  static UnlabeledPool folders(Path folder) {
    return trainingSide ->
        named(
            "images found by example",
            ImageFolder.open(
                folder.resolve(trainingSide.toLowerCase(Locale.ROOT).replace(' ', '-'))));
  }

  /** A run is told by its images, so that it goes on when their folder has another name. */
  private static UnlabeledImages named(String name, UnlabeledImages images) {
    return images.subset(name, IntStream.range(0, images.size()).boxed().toList());
  }
}
