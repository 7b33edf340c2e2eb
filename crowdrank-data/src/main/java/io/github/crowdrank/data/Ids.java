package io.github.crowdrank.data;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds images by their ids. */
final class Ids {
  private Ids() {}

  /**
   * Where the images of some ids are, in the order of the dataset.
   *
   * @param purpose what is to be done with them, for the error
   * @throws IllegalArgumentException if there is no image of one of the ids
   */
  static List<Integer> indices(CrowdDataset dataset, Set<String> ids, String purpose) {
    List<Integer> found =
        IntStream.range(0, dataset.size())
            .filter(i -> ids.contains(dataset.id(i)))
            .boxed()
            .toList();
    if (found.size() != ids.size()) {
      Set<String> unknown = new TreeSet<>(ids);
      found.forEach(i -> unknown.remove(dataset.id(i)));
      throw new IllegalArgumentException(
          "%s has no image %s to %s; its ids look like %s"
              .formatted(dataset.name(), unknown, purpose, example(dataset)));
    }
    return found;
  }

  private static String example(CrowdDataset dataset) {
    return dataset.size() == 0 ? "nothing, for it is empty" : dataset.id(0);
  }
}
