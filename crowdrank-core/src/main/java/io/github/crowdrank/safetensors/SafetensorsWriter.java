package io.github.crowdrank.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Map;

/** Lays out header and tensors. */
final class SafetensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BLOCK = 1 << 20;

  private SafetensorsWriter() {}

  static void write(Safetensors content, Path file, NumberFormat format) throws IOException {
    AtomicFile.write(
        file,
        channel -> {
          writeAll(channel, header(content, format));
          for (Tensor tensor : content.tensors().values()) {
            writeTensor(channel, tensor, format);
          }
        });
  }

  private static ByteBuffer header(Safetensors content, NumberFormat format) throws IOException {
    checkNames(content);
    ObjectNode header = JSON.createObjectNode();
    if (!content.metadata().isEmpty()) {
      ObjectNode metadata = header.putObject(SafetensorsReader.METADATA);
      content.metadata().forEach(metadata::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", format.name());
      entry.getValue().shape().forEach(node.putArray("shape")::add);
      long end = offset + (long) entry.getValue().values().length * format.bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(header);
    // The format recommends data that starts at a multiple of 8: pad the header with spaces.
    int size = (json.length + 7) / 8 * 8;
    if (size > SafetensorsReader.LARGEST_HEADER) {
      throw new IOException(
          "names and metadata make a header of %d bytes but at most %d are read"
              .formatted(size, SafetensorsReader.LARGEST_HEADER));
    }
    ByteBuffer buffer = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(size).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  /** What could not be read again is not written. */
  private static void checkNames(Safetensors content) throws IOException {
    for (String name : content.tensors().keySet()) {
      if (name.isEmpty()
          || name.length() > SafetensorsReader.LONGEST_NAME
          || name.equals(SafetensorsReader.METADATA)) {
        throw new IOException(
            "a tensor name is 1 to %d characters and not %s but was \"%s\""
                .formatted(SafetensorsReader.LONGEST_NAME, SafetensorsReader.METADATA, name));
      }
    }
  }

  private static void writeTensor(WritableByteChannel channel, Tensor tensor, NumberFormat format)
      throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : tensor.values()) {
      format.put(block, value);
      if (!block.hasRemaining()) {
        writeAll(channel, block.flip());
        block.clear();
      }
    }
    writeAll(channel, block.flip());
  }

  private static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
