package io.github.crowdrank.data;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Images of crowds with their head points, by index. Implementations are lazy (an image is decoded
 * when it is asked for), immutable and safe for use by many threads: the same index always gives
 * the same image, heads and id.
 */
public interface CrowdDataset {
  /** What to call it in reports and model cards, such as {@code ShanghaiTech part A train}. */
  String name();

  /**
   * Whether these images are kept for final figures: the official test split of a benchmark, or
   * some of it. A choice made by looking at them would flatter, and is refused unless it is asked
   * for by name.
   */
  default boolean isTestSplit() {
    return false;
  }

  /** The number of images, 0 or more. */
  int size();

  /**
   * The identity of an image within this dataset, such as {@code IMG_17}. No two images share one.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  String id(int index);

  /**
   * The head points of an image, all inside it, as an immutable list.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IOException if they cannot be read
   */
  List<HeadPoint> heads(int index) throws IOException;

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
   * @param name of the new dataset
   * @param indices of this dataset, each at most once
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IllegalArgumentException if an index is repeated
   */
  default CrowdDataset subset(String name, List<Integer> indices) {
    return new DatasetSubset(name, this, indices, isTestSplit());
  }

  /**
   * All images but those of the given ids, in the same order and under the same name.
   *
   * @throws IllegalArgumentException if this dataset has no image of such an id
   */
  default CrowdDataset without(Set<String> ids) {
    Set<Integer> left = new HashSet<>(Ids.indices(this, ids, "leave out"));
    return subset(
        name(), IntStream.range(0, size()).filter(i -> !left.contains(i)).boxed().toList());
  }

  /**
   * Only the images of the given ids, in the order of this dataset.
   *
   * @param name of the new dataset
   * @throws IllegalArgumentException if this dataset has no image of such an id
   */
  default CrowdDataset only(String name, Set<String> ids) {
    return subset(name, Ids.indices(this, ids, "choose"));
  }

  /**
   * Divides the images at random into two datasets, each in the order of this one. The same
   * generator state gives the same division.
   *
   * @param trainFraction of the images that go to training, rounded to a whole number of images
   * @throws IllegalArgumentException if either side would be empty
   */
  default Split split(double trainFraction, RandomGenerator random) {
    return Split.of(this, trainFraction, random);
  }

  /**
   * Divides the images at random for cross-validation: each is in the validation side of exactly
   * one of the splits, and the numbers of images there differ by one at most. Every side is in the
   * order of this dataset, and the same seed gives the same division.
   *
   * @param folds from 2 to {@code size()}
   * @throws IllegalArgumentException if there are fewer images than folds, or less than two folds
   */
  default List<Split> folds(int folds, long seed) {
    return Folds.of(this, folds, seed);
  }

  /**
   * Keeps the labels of a share of the images, chosen at random, and hides those of the rest. For
   * one seed a smaller share is part of every larger one. Both sides are in the order of this
   * dataset.
   *
   * @param share more than 0 and up to 1, of the images: rounded to the nearest whole number of
   *     them, halves up, and at least one
   * @throws IllegalArgumentException if the share is out of range or this dataset is empty
   */
  default PartiallyLabeled keepLabels(double share, long seed) {
    return PartiallyLabeled.of(this, share, seed);
  }

  /**
   * Keeps the labels of the given images and hides those of the rest, as published lists have it.
   *
   * @param ids of one image or more
   * @throws IllegalArgumentException if this dataset has no image of such an id, or there are none
   */
  default PartiallyLabeled keepLabels(Set<String> ids) {
    return PartiallyLabeled.of(this, ids);
  }

  /** The same images, their head points out of reach. */
  default UnlabeledImages unlabeled() {
    return new WithoutLabels(this);
  }

  /**
   * The images of all parts, one part after the other. An id becomes {@code part name/id}, so that
   * it stays unique.
   *
   * @throws IllegalArgumentException if two parts have the same name
   */
  static CrowdDataset concat(String name, List<? extends CrowdDataset> parts) {
    return new DatasetConcat(name, parts);
  }
}
