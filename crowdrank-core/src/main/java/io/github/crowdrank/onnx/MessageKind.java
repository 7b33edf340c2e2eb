package io.github.crowdrank.onnx;

import io.github.crowdrank.io.ProtobufReader;
import org.jspecify.annotations.Nullable;

/** The messages of ONNX in which tensors may be, and under which fields they hold each other. */
enum MessageKind {
  MODEL,
  GRAPH,
  NODE,
  ATTRIBUTE,
  SPARSE_TENSOR,
  TENSOR,
  FUNCTION,
  TRAINING;

  /** Loops and conditions hold graphs, which no model nests as deep as this. */
  private static final int DEEPEST = 64;

  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;

  private @Nullable MessageKind in(int field) {
    return switch (this) {
      case MODEL ->
          switch (field) {
            case 7 -> GRAPH;
            case 20 -> TRAINING;
            case 25 -> FUNCTION;
            default -> null;
          };
      case GRAPH ->
          switch (field) {
            case 1 -> NODE;
            case 5 -> TENSOR;
            case 15 -> SPARSE_TENSOR;
            default -> null;
          };
      case NODE -> field == 5 ? ATTRIBUTE : null;
      case ATTRIBUTE ->
          switch (field) {
            case 5, 10 -> TENSOR;
            case 6, 11 -> GRAPH;
            case 22, 23 -> SPARSE_TENSOR;
            default -> null;
          };
      case SPARSE_TENSOR -> field == 1 || field == 2 ? TENSOR : null;
      case FUNCTION -> field == 7 ? NODE : field == 11 ? ATTRIBUTE : null;
      case TRAINING -> field == 1 || field == 2 ? GRAPH : null;
      case TENSOR -> null;
    };
  }

  /**
   * Refuses tensors whose values are in other files: ONNX Runtime would read any file that a graph
   * names.
   *
   * @throws IllegalArgumentException if there is one, or the message is damaged
   */
  void requireValuesWithin(ProtobufReader message) {
    requireValuesWithin(message, 0);
  }

  private void requireValuesWithin(ProtobufReader message, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("graphs are nested deeper than " + DEEPEST + " messages");
    }
    while (message.next()) {
      int field = message.field();
      if (this == TENSOR
          && (field == TENSOR_EXTERNAL_DATA
              || (field == TENSOR_DATA_LOCATION && message.integer() != 0))) {
        throw new IllegalArgumentException(
            "values of a tensor are in another file, which is not read; save the graph as one file"
                + " (onnx.save_model(..., save_as_external_data=False))");
      }
      MessageKind inner = in(field);
      if (inner != null) {
        inner.requireValuesWithin(message.message(), depth + 1);
      }
    }
  }
}
