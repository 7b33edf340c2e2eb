package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;

/** A graph that needs more memory than there are addresses. */
final class GreedyGraph {
  private static final long TIMES = 1L << 20;

  private GreedyGraph() {}

  static OnnxGraph write() throws IOException {
    ProtobufWriter times = new ProtobufWriter().integer(1, 4).integer(2, 7);
    for (long time : new long[] {1, 1, TIMES, TIMES}) {
      times.integer(7, time);
    }
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(1, GraphParts.node("Shape", "image", "shape"))
            .message(1, GraphParts.node("Mul", "shape", "sides", "times"))
            .message(1, GraphParts.node("ConstantOfShape", "sides", "huge"))
            .message(1, GraphParts.node("ReduceMax", "huge", "largest"))
            .message(1, GraphParts.node("Add", "image", "map", "largest"))
            .text(2, "greedy")
            .message(5, times.text(8, "times"))
            .message(11, GraphParts.value("image", 1, "pictures", 1, "rows", "columns"))
            .message(12, GraphParts.value("map", 1, "pictures", 1, "rows", "columns"));
    return GraphParts.graph(graph, "greedy");
  }
}
