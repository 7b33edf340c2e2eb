package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;

/** Graphs that need more memory than there are addresses. */
final class GreedyGraph {
  private static final long TIMES = 1L << 20;

  private GreedyGraph() {}

  /** For each pass. */
  static OnnxGraph write() throws IOException {
    return graph(
        new ProtobufWriter()
            .message(1, GraphParts.node("Shape", "image", "shape"))
            .message(1, GraphParts.node("Mul", "shape", "sides", "times"))
            .message(1, GraphParts.node("ConstantOfShape", "sides", "huge"))
            .message(5, times()));
  }

  /** For a weight of which all values but one are said to be zero. */
  static OnnxGraph writeSparse() throws IOException {
    ProtobufWriter value =
        new ProtobufWriter().integer(1, 1).integer(2, 1).text(8, "huge").floats(9, new float[1]);
    ProtobufWriter index = new ProtobufWriter().integer(1, 1).integer(2, 7).integer(7, 0);
    ProtobufWriter sparse = new ProtobufWriter().message(1, value).message(2, index);
    for (long side : new long[] {1, 1, TIMES, TIMES}) {
      sparse.integer(3, side);
    }
    return graph(new ProtobufWriter().message(15, sparse));
  }

  private static ProtobufWriter times() {
    ProtobufWriter times = new ProtobufWriter().integer(1, 4).integer(2, 7);
    for (long time : new long[] {1, 1, TIMES, TIMES}) {
      times.integer(7, time);
    }
    return times.text(8, "times");
  }

  private static OnnxGraph graph(ProtobufWriter beginning) throws IOException {
    ProtobufWriter graph =
        beginning
            .message(1, GraphParts.node("ReduceMax", "huge", "largest"))
            .message(1, GraphParts.node("Add", "image", "map", "largest"))
            .text(2, "greedy")
            .message(11, GraphParts.value("image", 1, "pictures", 1, "rows", "columns"))
            .message(12, GraphParts.value("map", 1, "pictures", 1, "rows", "columns"));
    return GraphParts.graph(graph, "greedy");
  }
}
