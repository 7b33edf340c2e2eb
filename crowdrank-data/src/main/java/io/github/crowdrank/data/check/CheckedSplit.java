package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images of one split whose annotations could be read.
 *
 * @param name such as {@code ShanghaiTech part A train}
 * @param testSplit whether final figures are measured on it
 * @param images in dataset order
 */
public record CheckedSplit(String name, boolean testSplit, List<CheckedImage> images) {
  /** Copies the images. */
  public CheckedSplit {
    images = List.copyOf(images);
  }

  /** Heads per image: how many in all, on average, the fewest and the most. */
  public IntSummaryStatistics heads() {
    return images.stream().mapToInt(CheckedImage::heads).summaryStatistics();
  }

  /** How many images have each size, by width and then height. */
  public SortedMap<ImageSize, Integer> sizes() {
    SortedMap<ImageSize, Integer> sizes =
        new TreeMap<>(
            Comparator.comparingInt(ImageSize::width).thenComparingInt(ImageSize::height));
    images.forEach(image -> image.size().ifPresent(size -> sizes.merge(size, 1, Integer::sum)));
    return sizes;
  }

  /** How many images are grey throughout. */
  public long greyImages() {
    return images.stream().filter(CheckedImage::grey).count();
  }
}
