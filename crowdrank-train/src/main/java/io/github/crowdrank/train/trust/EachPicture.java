package io.github.crowdrank.train.trust;

import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.InterruptedRead;
import io.github.crowdrank.train.evaluation.ImageFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Looks at pictures one after the other; one that cannot be looked at does not end it. */
final class EachPicture {
  private EachPicture() {}

  /** What is done with a picture. */
  @FunctionalInterface
  interface Look {
    void at(int index, RgbImage image) throws IOException;
  }

  /**
   * Looks at all of them.
   *
   * @return those that could not be read or counted
   * @throws CancellationException if the thread is interrupted, after which some files cannot be
   *     read
   */
  static List<ImageFailure> of(UnlabeledImages images, Look look, ImageProgress progress) {
    List<ImageFailure> failures = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      String id = images.id(i);
      try {
        look.at(i, read(images, i));
      } catch (IOException e) {
        failures.add(new ImageFailure(id, e));
      } catch (IllegalArgumentException | EngineException e) {
        failures.add(new ImageFailure(id, new IOException(id + ": " + e.getMessage(), e)));
      } catch (OutOfMemoryError e) {
        failures.add(new ImageFailure(id, ImageMemoryException.ofCount(id, e)));
      }
      progress.imageDone(i + 1, images.size());
    }
    return failures;
  }

  /** A picture, as long as the thread is not interrupted. */
  static RgbImage read(UnlabeledImages images, int index) throws IOException {
    try {
      return images.image(index);
    } catch (IOException e) {
      InterruptedRead.requireNone(images.id(index), e);
      throw e;
    }
  }
}
