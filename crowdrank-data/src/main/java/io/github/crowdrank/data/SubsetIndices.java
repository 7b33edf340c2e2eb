package io.github.crowdrank.data;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which images of a larger collection make a smaller one. */
final class SubsetIndices {
  private SubsetIndices() {}

  /**
   * An immutable copy.
   *
   * @param size of the larger collection
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IllegalArgumentException if an index is repeated
   */
  static List<Integer> checked(List<Integer> indices, int size) {
    Set<Integer> seen = new HashSet<>();
    for (int index : indices) {
      Objects.checkIndex(index, size);
      if (!seen.add(index)) {
        throw new IllegalArgumentException(
            "a subset holds each image once but index " + index + " was given twice");
      }
    }
    return List.copyOf(indices);
  }
}
