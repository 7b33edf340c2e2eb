package io.github.crowdrank.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Graphs that PyTorch exported, and what it computed with them; see {@code make_graphs.py}. */
public final class ExportedGraphs {
  private ExportedGraphs() {}

  /** The graph in a file of this name. */
  public static OnnxGraph graph(String name) throws IOException {
    return OnnxGraph.of(bytes(name), name);
  }

  /** What a file holds as it is. */
  public static byte[] bytes(String name) throws IOException {
    try (InputStream in = ExportedGraphs.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
