package io.github.crowdrank.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds one's way in collections that are laid end to end. */
final class Parts {
  private final int[] ends;

  /**
   * @param names of the parts, which must differ
   * @param sizes of the parts
   */
  Parts(List<String> names, List<Integer> sizes) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "parts that are joined have different names, else ids would clash, but two are called "
                + name);
      }
    }
    ends = new int[sizes.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, sizes.get(i));
      ends[i] = end;
    }
  }

  int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** Which part holds an index. */
  int part(int index) {
    Objects.checkIndex(index, size());
    int found = Arrays.binarySearch(ends, index + 1);
    return found < 0 ? -found - 1 : firstEndingAt(found);
  }

  // Empty parts repeat an end; the first of equals is the one that is not empty.
  private int firstEndingAt(int found) {
    int first = found;
    while (first > 0 && ends[first - 1] == ends[found]) {
      first--;
    }
    return first;
  }

  /** The index within the part that holds it. */
  int indexWithin(int index) {
    int part = part(index);
    return part == 0 ? index : index - ends[part - 1];
  }
}
