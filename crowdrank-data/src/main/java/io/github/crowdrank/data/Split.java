package io.github.crowdrank.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A dataset divided in two that share no image.
 *
 * @param train to learn from
 * @param validation to choose by
 */
public record Split(CrowdDataset train, CrowdDataset validation) {
  static Split of(CrowdDataset dataset, double trainFraction, RandomGenerator random) {
    int size = dataset.size();
    long trained = Math.round(trainFraction * size);
    if (!(trained > 0 && trained < size)) {
      throw new IllegalArgumentException(
          "both sides of a split hold images, but a training fraction of %s of the %d images of %s leaves one empty"
              .formatted(trainFraction, size, dataset.name()));
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    // Selection sampling (Knuth, 3.4.2, algorithm S): every division is equally likely, order kept.
    for (int i = 0; i < size; i++) {
      boolean chosen = random.nextInt(size - i) < trained - train.size();
      (chosen ? train : validation).add(i);
    }
    return new Split(
        dataset.subset(dataset.name() + " (train)", train),
        dataset.subset(dataset.name() + " (validation)", validation));
  }
}
