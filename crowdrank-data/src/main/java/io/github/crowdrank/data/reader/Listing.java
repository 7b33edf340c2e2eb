package io.github.crowdrank.data.reader;

import java.util.List;

/**
 * What a folder holds, before it is judged: images paired with their annotations, and what could
 * not be paired or read.
 *
 * @param name of the dataset, such as {@code ShanghaiTech part A train}
 * @param testSplit whether it is the division that final figures are measured on
 * @param images whose annotations were read, in dataset order; ids differ
 * @param faults files that are missing, surplus or unreadable
 */
public record Listing(
    String name, boolean testSplit, List<ListedImage> images, List<DatasetFault> faults) {
  /** Copies the lists. */
  public Listing {
    images = List.copyOf(images);
    faults = List.copyOf(faults);
  }
}
