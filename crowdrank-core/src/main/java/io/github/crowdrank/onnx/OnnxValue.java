package io.github.crowdrank.onnx;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param name what the graph calls it
 * @param sides the length of each side, {@link #ANY} where the graph leaves it open
 */
public record OnnxValue(String name, List<Integer> sides) {
  /** A side that may have any length. */
  public static final int ANY = -1;

  /** Copies the sides. */
  public OnnxValue {
    sides = List.copyOf(sides);
  }

  /** Whether the graph prescribes this side. */
  boolean isFixed(int side) {
    return sides.get(side) != ANY;
  }

  /** Such as {@code "image" [?, 3, ?, ?]}. */
  @Override
  public String toString() {
    return sides.stream()
        .map(side -> side == ANY ? "?" : side.toString())
        .collect(Collectors.joining(", ", "\"" + name + "\" [", "]"));
  }
}
