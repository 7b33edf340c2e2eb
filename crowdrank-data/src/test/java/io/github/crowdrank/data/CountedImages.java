package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A collection that counts how often its images are asked for, by any number of threads. */
public final class CountedImages implements UnlabeledImages {
  private final UnlabeledImages images;
  private final int broken;
  private final AtomicInteger reads = new AtomicInteger();

  /** All of them can be read. */
  public CountedImages(UnlabeledImages images) {
    this(images, -1);
  }

  /** Fails on one picture. */
  public CountedImages(UnlabeledImages images, int broken) {
    this.images = images;
    this.broken = broken;
  }

  /** How many were read so far, and those that failed. */
  public AtomicInteger reads() {
    return reads;
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
    reads.incrementAndGet();
    if (index == broken) {
      throw new IOException("torn in two");
    }
    return images.image(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return images.sourceFile(index);
  }
}
