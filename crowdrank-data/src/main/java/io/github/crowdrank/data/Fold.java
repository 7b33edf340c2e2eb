package io.github.crowdrank.data;

import java.util.Set;
import java.util.stream.IntStream;

/**
 * One division of a dataset for cross-validation, as a benchmark without an official split
 * publishes it.
 *
 * @param number which one, from 0; names count from 1
 * @param train to learn from and to choose by
 * @param test for the final figure; its {@link CrowdDataset#isTestSplit()} says so
 */
public record Fold(int number, CrowdDataset train, CrowdDataset test) {
  /**
   * Divides a dataset, keeping its order on both sides.
   *
   * @param testIds of the images to test; all others are to learn from
   * @throws IllegalArgumentException if the dataset lacks one of them
   */
  public static Fold of(int number, CrowdDataset dataset, Set<String> testIds) {
    String name = dataset.name() + " fold " + (number + 1);
    CrowdDataset rest = dataset.without(testIds);
    CrowdDataset train =
        rest.subset(name + " train", IntStream.range(0, rest.size()).boxed().toList());
    CrowdDataset test =
        new DatasetSubset(
            name + " test",
            dataset,
            IntStream.range(0, dataset.size())
                .filter(index -> testIds.contains(dataset.id(index)))
                .boxed()
                .toList(),
            true);
    return new Fold(number, train, test);
  }
}
