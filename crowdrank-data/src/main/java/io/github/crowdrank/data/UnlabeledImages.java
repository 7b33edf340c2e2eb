package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Images of crowds that nobody has counted, by index: the material of the ranking task. Lazy,
 * immutable and safe for use by many threads, like {@link CrowdDataset}.
 */
public interface UnlabeledImages {
  /** What to call the collection in reports and model cards. */
  String name();

  /** The number of images, 0 or more. */
  int size();

  /**
   * The identity of an image within this collection. No two images share one.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  String id(int index);

  /**
   * The upright pixels of an image.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IOException if it cannot be read or decoded
   */
  RgbImage image(int index) throws IOException;

  /**
   * The file that an image is decoded from; empty where it does not come from a file of its own.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  default Optional<Path> sourceFile(int index) {
    Objects.checkIndex(index, size());
    return Optional.empty();
  }

  /**
   * Some of the images, in the order given.
   *
   * @param name of the new collection
   * @param indices of this collection, each at most once
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IllegalArgumentException if an index is repeated
   */
  default UnlabeledImages subset(String name, List<Integer> indices) {
    return new UnlabeledSubset(name, this, indices);
  }

  /**
   * The images of all parts, one part after the other. An id becomes {@code part name/id}, so that
   * it stays unique.
   *
   * @throws IllegalArgumentException if two parts have the same name
   */
  static UnlabeledImages concat(String name, List<? extends UnlabeledImages> parts) {
    return new UnlabeledConcat(name, parts);
  }
}
