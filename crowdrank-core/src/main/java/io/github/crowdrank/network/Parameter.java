package io.github.crowdrank.network;

import java.util.List;

/**
 * One tensor of a network's parameters and its place in the flat parameter vector.
 *
 * @param name {@code layer.weight} or {@code layer.bias}
 * @param kind what it does
 * @param shape {@code [out, in, kernel, kernel]}, {@code [channels, 1, kernel, kernel]} or {@code
 *     [out]}
 * @param offset index of its first value in the flat vector
 */
public record Parameter(String name, Kind kind, List<Integer> shape, int offset) {
  /** What a parameter does. */
  public enum Kind {
    /** Multiplies. */
    WEIGHT,
    /** Is added. */
    BIAS
  }

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of values: the product of the shape. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The layer it belongs to. */
  public String layer() {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
