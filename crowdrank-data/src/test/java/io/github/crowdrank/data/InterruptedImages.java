package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A collection whose reader is interrupted while it reads an image, as by who stops its work. */
public final class InterruptedImages implements UnlabeledImages {
  private final UnlabeledImages images;
  private final Path file;
  private final int interrupted;
  private final AtomicInteger reads = new AtomicInteger();

  /**
   * @param file any that can be read
   * @param interrupted how many images are read before
   */
  public InterruptedImages(UnlabeledImages images, Path file, int interrupted) {
    this.images = images;
    this.file = file;
    this.interrupted = interrupted;
  }

  /** How many were asked for so far. */
  public int reads() {
    return reads.get();
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
    if (reads.getAndIncrement() == interrupted) {
      Thread.currentThread().interrupt();
    }
    // As a cache on disk reads, which an interrupt ends.
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(ByteBuffer.allocate(1));
    }
    return images.image(index);
  }
}
