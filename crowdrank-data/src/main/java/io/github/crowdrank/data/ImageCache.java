package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decoded images kept in memory under a budget of bytes that several datasets may share: training
 * reads the same images many times, and 700 images of 1024x768 are 1.6 GiB. Safe for use by many
 * threads.
 *
 * <p>An image that fits is kept until the cache itself is dropped; one that does not is decoded
 * each time. Nothing is evicted: training visits every image equally often, so a cache for a share
 * of the bytes serves that share of the reads, where evicting the least recently used would serve
 * fewer.
 */
public final class ImageCache {
  private final long budget;
  private final AtomicLong used = new AtomicLong();

  private ImageCache(long budget) {
    this.budget = budget;
  }

  /**
   * A cache that holds up to {@code bytes} of decoded pixels, three bytes each.
   *
   * @throws IllegalArgumentException if the budget is negative
   */
  public static ImageCache ofBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a cache budget is 0 bytes or more but was " + bytes);
    }
    return new ImageCache(bytes);
  }

  /** Bytes of decoded pixels held now, at most the budget. */
  public long usedBytes() {
    return used.get();
  }

  /** The same dataset, its images served from memory where this cache holds them. */
  public CrowdDataset cached(CrowdDataset dataset) {
    return new DatasetWithImages(dataset, cached(dataset.unlabeled()));
  }

  /** The same collection, its images served from memory where this cache holds them. */
  public UnlabeledImages cached(UnlabeledImages images) {
    ConcurrentMap<Integer, RgbImage> held = new ConcurrentHashMap<>();
    return new ReadThrough(images, index -> image(images, held, index));
  }

  private RgbImage image(UnlabeledImages images, ConcurrentMap<Integer, RgbImage> held, int index)
      throws IOException {
    RgbImage known = held.get(index);
    if (known != null) {
      return known;
    }
    RgbImage decoded = images.image(index);
    if (reserve(decoded) && held.putIfAbsent(index, decoded) != null) {
      release(decoded);
    }
    return decoded;
  }

  private boolean reserve(RgbImage image) {
    long bytes = 3L * image.width() * image.height();
    long before =
        used.getAndAccumulate(bytes, (now, more) -> now + more <= budget ? now + more : now);
    return before + bytes <= budget;
  }

  private void release(RgbImage image) {
    used.addAndGet(-3L * image.width() * image.height());
  }
}
