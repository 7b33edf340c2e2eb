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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models whose file is a graph in ONNX's format with the rest in its metadata. */
final class OnnxModelFile {
  private static final String PREFIX = "crowdrank.";
  private static final String CALIBRATION = "calibration";
  private static final int METADATA = 14;
  private static final int LONGEST_NAME = 256;

  private final String name;
  private final OnnxGraph graph;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private OnnxModelFile(String name, OnnxGraph graph) {
    this.name = name;
    this.graph = graph;
    graph
        .metadata()
        .forEach(
            (key, text) -> {
              if (key.startsWith(PREFIX)) {
                metadata.put(key.substring(PREFIX.length()), text);
              }
            });
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
    return withGraph(name, () -> OnnxGraph.of(stream.readAllBytes(), name));
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
    if (metadata.isEmpty()) {
      throw refused("it is an ONNX graph without a card; give it one with pack --onnx", null);
    }
    ModelFile.requireVersion(name, text("format_version"));
    String found = Checksum.of(metadata, graph.toBytes());
    if (!text(Checksum.KEY).equals(found)) {
      throw refused(
          "its content has the checksum %s but %s says %s; the file is damaged, get it again"
              .formatted(found, Checksum.KEY, text(Checksum.KEY)),
          null);
    }
    Preprocessing preprocessing = parse("preprocessing", ModelJson::preprocessing);
    ModelCard card = parse("card", ModelJson::card);
    Calibration calibration =
        metadata.containsKey(CALIBRATION)
            ? parse(CALIBRATION, CalibrationJson::fromJson)
            : Calibration.NONE;
    NetworkSpec network = parse("network", this::network);
    try {
      return new CrowdModel(
          network, Weights.of(network, new float[0]), preprocessing, card, calibration);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage(), e);
    }
  }

  private NetworkSpec network(String json) {
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
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format_version", ModelFile.VERSION);
    metadata.put("network", toJson(model.network(), layer));
    metadata.put("preprocessing", ModelJson.toJson(model.preprocessing()));
    metadata.put("card", ModelJson.toJson(model.card()));
    if (!model.calibration().equals(Calibration.NONE)) {
      metadata.put(CALIBRATION, CalibrationJson.toJson(model.calibration()));
    }
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

  private String text(String key) throws ModelFormatException {
    String text = metadata.get(key);
    if (text == null) {
      throw refused("its metadata have no \"" + PREFIX + key + "\"", null);
    }
    return text;
  }

  private <T> T parse(String key, Function<String, T> parser) throws ModelFormatException {
    try {
      return parser.apply(text(key));
    } catch (IllegalArgumentException e) {
      throw refused(key + ": " + e.getMessage(), e);
    }
  }

  private ModelFormatException refused(@Nullable String what, @Nullable Throwable cause) {
    return ModelFile.refused(name, what, cause);
  }
}
