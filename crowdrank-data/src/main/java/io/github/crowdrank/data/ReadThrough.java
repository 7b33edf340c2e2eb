package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A collection whose images come by another way, such as from a cache. */
record ReadThrough(UnlabeledImages images, Reader reader) implements UnlabeledImages {
  /** The other way. */
  @FunctionalInterface
  interface Reader {
    RgbImage image(int index) throws IOException;
  }

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
  public RgbImage image(int index) throws IOException {
    return reader.image(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return images.sourceFile(index);
  }
}
