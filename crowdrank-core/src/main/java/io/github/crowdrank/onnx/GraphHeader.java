package io.github.crowdrank.onnx;

import io.github.crowdrank.io.ForeignText;
import io.github.crowdrank.io.ProtobufReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The input and the output of a graph that makes density maps. */
record GraphHeader(OnnxValue input, OnnxValue output) {
  private static final int FLOAT = 1;

  /** Weights, and inputs, which in old files are weights, too. */
  private static final int MOST_VALUES = 100_000;

  private static final int MOST_SIDES = 8;
  private static final int LONGEST_NAME = 1024;
  private static final int MOST_NAMED = 5;

  /** A declared value, of which the type was looked at. */
  private record Declared(String name, int elementType, List<Integer> sides, boolean hasShape) {}

  /**
   * Reads and checks a graph.
   *
   * @throws IllegalArgumentException if it is damaged or no graph that makes density maps
   */
  static GraphHeader of(ProtobufReader graph) {
    List<Declared> in = new ArrayList<>();
    List<Declared> out = new ArrayList<>();
    Set<String> initializers = new HashSet<>();
    while (graph.next()) {
      switch (graph.field()) {
        case 5 -> initializers.add(textOf(graph.message(), 8));
        case 11 -> in.add(declared(graph.message()));
        case 12 -> out.add(declared(graph.message()));
        default -> {}
      }
      requireAtMost("weights", initializers.size());
      requireAtMost("inputs", in.size());
      requireAtMost("outputs", out.size());
    }
    // Before the third version of the format every weight was an input with a default, too.
    in.removeIf(value -> initializers.contains(value.name()));
    return new GraphHeader(pictures(one("input", in)), densities(one("output", out)));
  }

  private static void requireAtMost(String what, int number) {
    if (number > MOST_VALUES) {
      throw new IllegalArgumentException("it has more than %d %s".formatted(MOST_VALUES, what));
    }
  }

  private static String textOf(ProtobufReader message, int field) {
    String text = "";
    while (message.next()) {
      if (message.field() == field) {
        text = message.text();
      }
    }
    return text;
  }

  private static Declared declared(ProtobufReader value) {
    String name = "";
    Declared type = new Declared("", 0, List.of(), false);
    while (value.next()) {
      if (value.field() == 1) {
        name = value.text();
        if (name.length() > LONGEST_NAME) {
          throw new IllegalArgumentException(
              "the name of an input or output has %d characters but at most %d are read"
                  .formatted(name.length(), LONGEST_NAME));
        }
      } else if (value.field() == 2) {
        type = type(value.message());
      }
    }
    return new Declared(name, type.elementType(), type.sides(), type.hasShape());
  }

  private static Declared type(ProtobufReader type) {
    int element = 0;
    boolean hasShape = false;
    List<Integer> sides = new ArrayList<>();
    while (type.next()) {
      if (type.field() != 1) {
        continue;
      }
      ProtobufReader tensor = type.message();
      while (tensor.next()) {
        if (tensor.field() == 1) {
          element = (int) tensor.integer();
        } else if (tensor.field() == 2) {
          hasShape = true;
          ProtobufReader shape = tensor.message();
          while (shape.next()) {
            if (shape.field() == 1) {
              sides.add(side(shape.message()));
              if (sides.size() > MOST_SIDES) {
                throw new IllegalArgumentException(
                    "an input or output has more than %d sides".formatted(MOST_SIDES));
              }
            }
          }
        }
      }
    }
    return new Declared("", element, sides, hasShape);
  }

  private static int side(ProtobufReader dimension) {
    int side = OnnxValue.ANY;
    while (dimension.next()) {
      if (dimension.field() == 1) {
        long length = dimension.integer();
        if (length > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("a side has the length " + length);
        }
        side = length < 1 ? OnnxValue.ANY : (int) length;
      }
    }
    return side;
  }

  private static Declared one(String what, List<Declared> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "it has %d %ss, %s, but a graph that counts has one; export one that has"
              .formatted(values.size(), what, some(values)));
    }
    return values.get(0);
  }

  private static String some(List<Declared> values) {
    return values.stream()
        .limit(MOST_NAMED)
        .map(value -> ForeignText.shown(value.name()))
        .collect(Collectors.joining(", ", "[", values.size() > MOST_NAMED ? ", ...]" : "]"));
  }

  private static OnnxValue pictures(Declared value) {
    OnnxValue input = new OnnxValue(value.name(), value.sides());
    requireFloats("input", value);
    if (value.sides().size() != 4
        || (input.isFixed(1) && value.sides().get(1) != 3 && value.sides().get(1) != 1)
        || input.isFixed(2) != input.isFixed(3)) {
      throw new IllegalArgumentException(
          ("input %s is no batch of pictures: right would be [pictures, 3, rows, columns], or 1 in"
                  + " place of 3 for grey, rows and columns both open or both fixed")
              .formatted(input));
    }
    return input;
  }

  private static OnnxValue densities(Declared value) {
    OnnxValue output = new OnnxValue(value.name(), value.sides());
    requireFloats("output", value);
    int rank = value.sides().size();
    boolean isMap = rank == 3 || (rank == 4 && (!output.isFixed(1) || value.sides().get(1) == 1));
    if (value.hasShape() && !isMap) {
      throw new IllegalArgumentException(
          ("output %s is no density map: right would be [pictures, 1, rows, columns] or [pictures,"
                  + " rows, columns]")
              .formatted(output));
    }
    return output;
  }

  private static void requireFloats(String what, Declared value) {
    if (value.elementType() != FLOAT) {
      throw new IllegalArgumentException(
          "%s \"%s\" has values of ONNX's type %d but type 1, single precision, is read"
              .formatted(what, ForeignText.shown(value.name()), value.elementType()));
    }
  }
}
