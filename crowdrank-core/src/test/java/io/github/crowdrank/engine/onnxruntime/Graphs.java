package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxGeometry;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.onnx.ExportedGraphs;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.util.List;

/** Networks of a graph that is run as it is, and the weights they do not have. */
final class Graphs {
  private Graphs() {}

  /** Of a graph that PyTorch exported. */
  static NetworkSpec network(String graph, int stride, double scale) throws IOException {
    return new NetworkSpec(
        graph,
        List.of(
            new Layer.Input("input", 3),
            new Layer.Onnx(
                "graph",
                "input",
                ExportedGraphs.graph(graph),
                new OnnxGeometry(stride, 4, null, 2048),
                scale)));
  }

  /** Of a graph that takes pictures of one channel. */
  static NetworkSpec grey(OnnxGraph graph, int sizeMultiple) {
    return new NetworkSpec(
        "grey",
        List.of(
            new Layer.Input("input", 1),
            new Layer.Onnx(
                "graph", "input", graph, new OnnxGeometry(1, sizeMultiple, null, 64), 1)));
  }

  static Weights none(NetworkSpec spec) {
    return Weights.of(spec, new float[0]);
  }
}
