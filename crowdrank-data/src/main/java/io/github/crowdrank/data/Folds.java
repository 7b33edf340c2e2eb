package io.github.crowdrank.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Divides a dataset for cross-validation. */
final class Folds {
  private Folds() {}

  static List<Split> of(CrowdDataset dataset, int folds, long seed) {
    int size = dataset.size();
    if (folds < 2 || folds > size) {
      throw new IllegalArgumentException(
          "the %d images of %s are divided in 2 to %d folds but %d were asked"
              .formatted(size, dataset.name(), size, folds));
    }
    int[] order = shuffled(size, seed);
    int[] foldOf = new int[size];
    for (int i = 0; i < size; i++) {
      foldOf[order[i]] = i % folds;
    }
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      int fold = i;
      String name = dataset.name() + " (fold " + (fold + 1) + " of " + folds;
      splits.add(
          new Split(
              dataset.subset(
                  name + ", train)",
                  IntStream.range(0, size).filter(k -> foldOf[k] != fold).boxed().toList()),
              dataset.subset(
                  name + ", validation)",
                  IntStream.range(0, size).filter(k -> foldOf[k] == fold).boxed().toList())));
    }
    return splits;
  }

  /** The numbers below {@code size} in an order that the seed alone decides (Fisher-Yates). */
  static int[] shuffled(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
