package io.github.crowdrank.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.onnx.OnnxFormatException;
import io.github.crowdrank.onnx.OnnxGraph;
import org.junit.jupiter.api.Tag;

/** Any bytes are a graph with one picture in and one density map out, or refused as none. */
@Tag("fuzz")
class OnnxGraphFuzzTest {
  @FuzzTest
  void bytes_are_a_graph_or_refused(byte[] file) throws OnnxFormatException {
    OnnxGraph graph;
    try {
      graph = OnnxGraph.of(file, "fuzzed");
    } catch (OnnxFormatException e) {
      Refusal.require(e);
      return;
    }
    if (!OnnxGraph.of(graph.toBytes(), "again").equals(graph)) {
      throw new AssertionError("does not come back: " + graph);
    }
  }
}
