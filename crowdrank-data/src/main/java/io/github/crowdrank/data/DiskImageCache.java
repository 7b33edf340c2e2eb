package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decoded images kept as files in a folder under a budget of bytes, for data sets that do not fit
 * into memory: to read 1024x768 pixels back takes about a fifth of the time of decoding their JPEG.
 * Safe for use by many threads, and by many processes that share the folder.
 *
 * <p>A file is taken for what it says only if it is whole (CRC-32C) and was made of the same
 * source: an image's file by path, size and time of change, an image without a file by the names of
 * its collection and itself, so that collections without files need names that tell them apart.
 * Else the image is decoded, and the file replaced. The decoder's choices are not part of that: do
 * not share a folder between a strict and a lenient one.
 *
 * <p>An image that would exceed the budget is decoded each time; nothing is evicted, for training
 * visits every image equally often. The folder may be deleted at any time. A cache that cannot be
 * written costs time and a warning, never an image.
 *
 * <p>The files are counted when a cache writes its first image and after each eighth of the budget
 * in images that it wrote or had no room for. In between, the caches that share a folder, in
 * whatever processes, keep one sum in its file {@code .lock}, so that together they hold the budget
 * at all times. What others put there or delete is known from the next count on.
 */
public final class DiskImageCache {
  private final PixelFolder folder;

  private DiskImageCache(PixelFolder folder) {
    this.folder = folder;
  }

  /**
   * A cache in a folder, which is made when the first image is written.
   *
   * @param bytes of all files in it but {@code .lock}, which has 8; an image takes three bytes per
   *     pixel and 52
   * @throws IllegalArgumentException if the budget is negative
   */
  public static DiskImageCache of(Path folder, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a cache budget is 0 bytes or more but was " + bytes);
    }
    return new DiskImageCache(new PixelFolder(folder.toAbsolutePath(), bytes));
  }

  /**
   * Bytes of all files in the folder but {@code .lock}, counted now: at most the budget of whoever
   * wrote them.
   *
   * @throws IOException if the folder cannot be listed
   */
  public long usedBytes() throws IOException {
    return folder.usedBytes();
  }

  /** The same dataset, its images served from the folder where it holds them. */
  public CrowdDataset cached(CrowdDataset dataset) {
    return new DatasetWithImages(dataset, cached(dataset.unlabeled()));
  }

  /** The same collection, its images served from the folder where it holds them. */
  public UnlabeledImages cached(UnlabeledImages images) {
    return new ReadThrough(images, index -> image(images, index));
  }

  private RgbImage image(UnlabeledImages images, int index) throws IOException {
    ImageSource source = ImageSource.of(images, index);
    Optional<RgbImage> known = folder.find(source);
    if (known.isPresent()) {
      return known.get();
    }
    RgbImage decoded = images.image(index);
    if (isStill(source, images, index)) {
      folder.store(source, decoded);
    }
    return decoded;
  }

  // A file that changed while it was decoded is kept by neither of its states.
  private static boolean isStill(ImageSource source, UnlabeledImages images, int index) {
    try {
      return ImageSource.of(images, index).equals(source);
    } catch (IOException e) {
      return false;
    }
  }
}
