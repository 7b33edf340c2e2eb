package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images before each of which somebody may end the work.
 *
 * @param images what is read
 * @param check throws {@link java.util.concurrent.CancellationException} to end it
 */
record StoppableImages(UnlabeledImages images, Runnable check) implements UnlabeledImages {
  @Override
  public String name() {
    return images.name();
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String id(int index) {
    return images.id(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return images.sourceFile(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    check.run();
    return images.image(index);
  }
}
