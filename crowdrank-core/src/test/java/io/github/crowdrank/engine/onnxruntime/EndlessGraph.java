package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.util.List;

/** A graph that ends at once on zeros and else never: it copies its input for as long. */
final class EndlessGraph {
  private EndlessGraph() {}

  static OnnxGraph write() throws IOException {
    ProtobufWriter body =
        new ProtobufWriter()
            .message(1, GraphParts.node("Identity", "on", "goesOn"))
            .message(1, GraphParts.node("Identity", "last", "next"))
            .text(2, "body")
            .message(11, GraphParts.value("turn", 7))
            .message(11, GraphParts.value("on", 9))
            .message(11, GraphParts.value("last", 1, "pictures", 1, "rows", "columns"))
            .message(12, GraphParts.value("goesOn", 9))
            .message(12, GraphParts.value("next", 1, "pictures", 1, "rows", "columns"));
    ProtobufWriter loop =
        new ProtobufWriter()
            .texts(1, List.of("", "positive", "image"))
            .text(2, "map")
            .text(4, "Loop")
            .message(5, new ProtobufWriter().text(1, "body").message(6, body).integer(20, 5));
    ProtobufWriter largest =
        GraphParts.node("ReduceMax", "image", "largest")
            .message(5, new ProtobufWriter().text(1, "keepdims").integer(3, 0).integer(20, 2));
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(1, largest)
            .message(1, GraphParts.node("Greater", "largest", "positive", "zero"))
            .message(1, loop)
            .text(2, "endless")
            .message(5, new ProtobufWriter().integer(2, 1).text(8, "zero").floats(9, new float[1]))
            .message(11, GraphParts.value("image", 1, "pictures", 1, "rows", "columns"))
            .message(12, GraphParts.value("map", 1, "pictures", 1, "rows", "columns"));
    return GraphParts.graph(graph, "endless");
  }
}
