package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.util.List;

/** What graphs are written of. */
final class GraphParts {
  private GraphParts() {}

  static OnnxGraph graph(ProtobufWriter graph, String name) throws IOException {
    return OnnxGraph.of(
        new ProtobufWriter()
            .integer(1, 7)
            .message(7, graph)
            .message(8, new ProtobufWriter().text(1, "").integer(2, 13))
            .toBytes(),
        name);
  }

  static ProtobufWriter node(String operator, String input, String output, String... others) {
    return new ProtobufWriter()
        .text(1, input)
        .texts(1, List.of(others))
        .text(2, output)
        .text(4, operator);
  }

  static ProtobufWriter value(String name, int type, Object... sides) {
    ProtobufWriter shape = new ProtobufWriter();
    for (Object side : sides) {
      shape.message(
          1,
          side instanceof Integer length
              ? new ProtobufWriter().integer(1, length)
              : new ProtobufWriter().text(2, side.toString()));
    }
    ProtobufWriter tensor = new ProtobufWriter().integer(1, type).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }
}
