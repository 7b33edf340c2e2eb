package io.github.crowdrank.onnx;

import io.github.crowdrank.io.ForeignText;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.io.ProtobufReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int VERSION = 1;
  private static final int GRAPH = 7;
  private static final int METADATA = 14;
  private static final int MOST_ENTRIES = 100_000;

  /** A message has less than 2 GiB, and Java's arrays have a little less. */
  private static final long LARGEST = Integer.MAX_VALUE - 16;

  private static final int BLOCK = 1 << 20;

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
   * Reads a file of less than 2 GiB, for which there is twice the room in the heap.
   *
   * @throws OnnxFormatException if it is no such graph, or too large
   * @throws IOException if it cannot be read
   */
  public static OnnxGraph read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new OnnxFormatException(file + " is a folder and no ONNX graph", null);
    }
    long size = Files.size(file);
    requireRoom(file.toString(), size, 2 * size);
    try {
      return of(Files.readAllBytes(file), file.toString());
    } catch (OutOfMemoryError e) {
      throw noRoom(file.toString(), e);
    }
  }

  /**
   * Reads a stream to its end; it is not closed. Of one that is too large no more is kept than
   * there is room for.
   *
   * @param name what to call the stream in errors
   * @throws OnnxFormatException as for {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public static OnnxGraph read(InputStream stream, String name) throws IOException {
    try {
      return of(bytes(stream, name), name);
    } catch (OutOfMemoryError e) {
      throw noRoom(name, e);
    }
  }

  private static byte[] bytes(InputStream stream, String name) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    long size = 0;
    for (byte[] block = stream.readNBytes(BLOCK);
        block.length > 0;
        block = stream.readNBytes(BLOCK)) {
      blocks.add(block);
      size += block.length;
      // The blocks are in the heap already and will be put together.
      requireRoom(name, size, size);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size);
    blocks.forEach(bytes::put);
    return bytes.array();
  }

  private static void requireRoom(String name, long size, long needed) throws OnnxFormatException {
    if (size > LARGEST || !HeapRoom.isFor(needed)) {
      throw new OnnxFormatException(
          "%s has %d MiB or more but a graph has less than 2048 and takes twice its size, for which %d MiB of heap are free; raise -Xmx"
              .formatted(name, size >> 20, HeapRoom.free() >> 20),
          null);
    }
  }

  private static OnnxFormatException noRoom(String name, OutOfMemoryError cause) {
    return new OnnxFormatException(name + " does not fit into the heap; raise -Xmx", cause);
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
    } catch (OutOfMemoryError e) {
      throw noRoom(name, e);
    }
  }

  private static OnnxGraph parse(byte[] bytes) {
    MessageKind.MODEL.requireValuesWithin(new ProtobufReader(bytes));
    Map<String, String> metadata = new LinkedHashMap<>();
    int size = 0;
    GraphHeader header = null;
    ProtobufReader model = new ProtobufReader(bytes);
    while (model.next()) {
      if (model.field() == METADATA) {
        addEntry(model.message(), metadata);
        continue;
      }
      size += model.fieldEnd() - model.fieldStart();
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
    return new OnnxGraph(withoutMetadata(bytes, size), header.input(), header.output(), metadata);
  }

  /** The version comes first, by which files are told from others; the rest as it was. */
  private static byte[] withoutMetadata(byte[] bytes, int size) {
    ByteBuffer kept = ByteBuffer.allocate(size);
    for (boolean isVersion : new boolean[] {true, false}) {
      ProtobufReader model = new ProtobufReader(bytes);
      while (model.next()) {
        if (model.field() != METADATA && (model.field() == VERSION) == isVersion) {
          kept.put(bytes, model.fieldStart(), model.fieldEnd() - model.fieldStart());
        }
      }
    }
    return kept.array();
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
      throw new IllegalArgumentException(
          "its metadata have \"%s\" twice".formatted(ForeignText.shown(key)));
    }
    if (metadata.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "its metadata have more than %d entries".formatted(MOST_ENTRIES));
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

  /** A copy of its bytes, without the metadata and the version first: a valid ONNX file. */
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
