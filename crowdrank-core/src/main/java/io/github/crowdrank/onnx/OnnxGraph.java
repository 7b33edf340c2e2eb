package io.github.crowdrank.onnx;

import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.io.ProtobufReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph in ONNX's format that takes pictures and makes density maps: one input of floats, {@code
 * [pictures, 3 or 1, rows, columns]}, and one output of floats, {@code [pictures, 1, rows,
 * columns]} or {@code [pictures, rows, columns]}. That much is read from its bytes and checked
 * before any native code sees them; tensors whose values are in other files are refused. What its
 * nodes compute is not checked. Immutable.
 *
 * @see <a href="https://onnx.ai">ONNX</a>
 */
public final class OnnxGraph {
  private static final int GRAPH = 7;
  private static final int METADATA = 14;

  private final byte[] bytes;
  private final OnnxValue input;
  private final OnnxValue output;
  private final Map<String, String> metadata;

  private OnnxGraph(byte[] bytes, OnnxValue input, OnnxValue output, Map<String, String> metadata) {
    this.bytes = bytes;
    this.input = input;
    this.output = output;
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Reads a file of less than 2 GiB.
   *
   * @throws OnnxFormatException if it is no such graph
   * @throws IOException if it cannot be read
   */
  public static OnnxGraph read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 16 || !HeapRoom.isFor(2 * size)) {
      throw new OnnxFormatException(
          "%s has %d MiB but a graph has less than 2048 and takes twice its size, of which %d MiB of heap are free; raise -Xmx"
              .formatted(file, size >> 20, HeapRoom.free() >> 20),
          null);
    }
    return of(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads bytes.
   *
   * @param name what to call them in errors
   * @throws OnnxFormatException if they are no such graph
   */
  public static OnnxGraph of(byte[] bytes, String name) throws OnnxFormatException {
    try {
      return parse(bytes);
    } catch (IllegalArgumentException e) {
      throw new OnnxFormatException(
          "%s is no ONNX graph that counts: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static OnnxGraph parse(byte[] bytes) {
    MessageKind.MODEL.requireValuesWithin(new ProtobufReader(bytes));
    Map<String, String> metadata = new LinkedHashMap<>();
    ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length);
    GraphHeader header = null;
    ProtobufReader model = new ProtobufReader(bytes);
    while (model.next()) {
      if (model.field() == METADATA) {
        addEntry(model.message(), metadata);
        continue;
      }
      rest.write(bytes, model.fieldStart(), model.fieldEnd() - model.fieldStart());
      if (model.field() == GRAPH) {
        if (header != null) {
          throw new IllegalArgumentException("it has two graphs");
        }
        header = GraphHeader.of(model.message());
      }
    }
    if (header == null) {
      throw new IllegalArgumentException("it has no graph");
    }
    return new OnnxGraph(rest.toByteArray(), header.input(), header.output(), metadata);
  }

  private static void addEntry(ProtobufReader entry, Map<String, String> metadata) {
    String key = "";
    String value = "";
    while (entry.next()) {
      if (entry.field() == 1) {
        key = entry.text();
      } else if (entry.field() == 2) {
        value = entry.text();
      }
    }
    if (metadata.put(key, value) != null) {
      throw new IllegalArgumentException("its metadata have \"" + key + "\" twice");
    }
  }

  /** Where pictures enter. */
  public OnnxValue input() {
    return input;
  }

  /** The density map. */
  public OnnxValue output() {
    return output;
  }

  /** Channels of the pictures: 3, or 1 for grey; 3 where the graph leaves it open. */
  public int channels() {
    return input.isFixed(1) ? input.sides().get(1) : 3;
  }

  /** Whether it takes pictures of one size only, the third and fourth side of its input. */
  public boolean isFixedSize() {
    return input.isFixed(2);
  }

  /** What the file says beside the graph, {@code metadata_props}, in its order. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** A copy of its bytes, without the metadata: a valid ONNX file. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether the bytes without the metadata are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OnnxGraph that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "OnnxGraph[%s to %s, %d bytes]".formatted(input, output, bytes.length);
  }
}
