package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what a folder holds, and what is wrong with it. */
final class ListingBuilder {
  private final List<ListedImage> images = new ArrayList<>();
  private final List<DatasetFault> faults = new ArrayList<>();

  /** Adds an image, or what is wrong with its points. */
  void add(ListedImage image) {
    Pairing.add(image, images, faults);
  }

  void add(DatasetFault fault) {
    faults.add(fault);
  }

  void fault(Kind kind, Path file, String reason) {
    add(new DatasetFault(kind, file, reason));
  }

  Listing build(String name, boolean testSplit) {
    return new Listing(name, testSplit, images, faults);
  }
}
