package io.github.crowdrank.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.JsonFields;
import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxGeometry;
import io.github.crowdrank.network.ReceptiveField;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.onnx.OnnxFormatException;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models whose file is a graph in ONNX's format with the rest in its metadata. */
final class OnnxModelFile {
  private static final String PREFIX = "crowdrank.";
  private static final int METADATA = 14;
  private static final int LONGEST_NAME = 256;

  private final OnnxGraph graph;
  private final ModelEntries entries;

  private OnnxModelFile(String name, OnnxGraph graph) {
    this.graph = graph;
    Map<String, String> metadata = new LinkedHashMap<>();
    graph
        .metadata()
        .forEach(
            (key, text) -> {
              if (key.startsWith(PREFIX)) {
                metadata.put(key.substring(PREFIX.length()), text);
              }
            });
    this.entries = new ModelEntries(name, PREFIX, metadata);
  }

  /**
   * Whether a file starts as ONNX does, with its version, and not as safetensors does, with the
   * length of a header that is allowed.
   */
  static boolean startsAs(byte[] start) {
    if (start.length < Long.BYTES || start[0] != 8) {
      return false;
    }
    long asLength = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return asLength < 0 || asLength > 1 << 30;
  }

  static CrowdModel read(Path file) throws IOException {
    return withGraph(file.toString(), () -> OnnxGraph.read(file));
  }

  static CrowdModel read(InputStream stream, String name) throws IOException {
    return withGraph(name, () -> OnnxGraph.read(stream, name));
  }

  @FunctionalInterface
  private interface Source {
    OnnxGraph read() throws IOException;
  }

  private static CrowdModel withGraph(String name, Source source) throws IOException {
    try {
      return new OnnxModelFile(name, source.read()).model();
    } catch (OnnxFormatException e) {
      throw new ModelFormatException(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(name + " does not fit into the heap; raise -Xmx", e);
    }
  }

  private CrowdModel model() throws ModelFormatException {
    if (entries.texts().isEmpty()) {
      throw entries.refused(
          "it is an ONNX graph without a card; give it one with pack --onnx", null);
    }
    entries.requireVersion();
    entries.requireChecksum(Checksum.of(entries.texts(), graph.toBytes()));
    Preprocessing preprocessing = entries.parse("preprocessing", ModelJson::preprocessing);
    ModelCard card = entries.parse("card", ModelJson::card);
    Calibration calibration = entries.calibration();
    NetworkSpec network = entries.parse("network", json -> network(json, graph));
    try {
      return new CrowdModel(
          network, Weights.of(network, new float[0]), preprocessing, card, calibration);
    } catch (IllegalArgumentException e) {
      throw entries.refused(e.getMessage(), e);
    }
  }

  private static NetworkSpec network(String json, OnnxGraph graph) {
    JsonFields fields = new JsonFields("the network", ModelJson.object(json));
    ReceptiveField field = null;
    if (fields.optional("receptiveField").isPresent()) {
      List<Integer> sides = fields.numbers("receptiveField", 4);
      field = new ReceptiveField(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    }
    OnnxGeometry geometry =
        new OnnxGeometry(
            fields.number("stride"),
            fields.number("sizeMultiple"),
            field,
            fields.number("bytesPerPixel"));
    return new NetworkSpec(
        fields.text("name", LONGEST_NAME),
        List.of(
            new Layer.Input("input", graph.channels()),
            new Layer.Onnx("graph", "input", graph, geometry, fields.decimal("densityScale"))));
  }

  private static String toJson(NetworkSpec network, Layer.Onnx layer) {
    OnnxGeometry geometry = layer.geometry();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", network.name());
    node.put("stride", geometry.stride()).put("sizeMultiple", geometry.sizeMultiple());
    ReceptiveField field = geometry.receptiveField();
    if (field != null) {
      node.putArray("receptiveField")
          .add(field.top())
          .add(field.left())
          .add(field.bottom())
          .add(field.right());
    }
    node.put("bytesPerPixel", geometry.bytesPerPixel()).put("densityScale", layer.scale());
    return node.toString();
  }

  static void write(CrowdModel model, Layer.Onnx layer, Path file) throws IOException {
    byte[] graph = layer.graph().toBytes();
    if (!startsAs(graph)) {
      throw new IllegalArgumentException(
          "the graph of network \"%s\" has no version of ONNX's format (ir_version), by which its file would be known"
              .formatted(model.network().name()));
    }
    String network = toJson(model.network(), layer);
    // Refuses what reading would refuse, such as a name too long.
    network(network, layer.graph());
    Map<String, String> metadata = ModelEntries.of(model, network);
    metadata.put(Checksum.KEY, Checksum.of(metadata, graph));
    ProtobufWriter entries = new ProtobufWriter();
    layer
        .graph()
        .metadata()
        .forEach(
            (key, text) -> {
              if (!key.startsWith(PREFIX)) {
                entries.message(METADATA, new ProtobufWriter().text(1, key).text(2, text));
              }
            });
    metadata.forEach(
        (key, text) ->
            entries.message(METADATA, new ProtobufWriter().text(1, PREFIX + key).text(2, text)));
    AtomicFile.write(
        file,
        channel -> {
          for (byte[] part : List.of(graph, entries.toBytes())) {
            ByteBuffer rest = ByteBuffer.wrap(part);
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
          }
        });
  }
}
