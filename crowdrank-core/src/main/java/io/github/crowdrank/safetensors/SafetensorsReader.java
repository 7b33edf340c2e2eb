package io.github.crowdrank.safetensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.network.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks everything the header says before it allocates what the header asks for. */
final class SafetensorsReader {
  static final String METADATA = "__metadata__";
  static final int LARGEST_HEADER = 1 << 20;
  static final int LONGEST_NAME = 256;
  private static final long LARGEST_DATA = 2L << 30;
  private static final int MOST_TENSORS = 10_000;
  private static final int MOST_METADATA = 10_000;
  private static final int LONGEST_REASON = 400;
  private static final int BLOCK = 1 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(LARGEST_HEADER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Bytes of whole numbers, which no weights are. */
  private static final Map<String, Integer> WHOLE_NUMBERS =
      Map.of(
          "BOOL", 1, "U8", 1, "I8", 1, "U16", 2, "I16", 2, "U32", 4, "I32", 4, "U64", 8, "I64", 8);

  private final InputStream in;
  private final String name;
  private final boolean skipsWholeNumbers;

  private SafetensorsReader(InputStream in, String name, boolean skipsWholeNumbers) {
    this.in = in;
    this.name = name;
    this.skipsWholeNumbers = skipsWholeNumbers;
  }

  static Safetensors read(Path file, boolean skipsWholeNumbers) throws IOException {
    if (Files.isDirectory(file)) {
      throw new SafetensorsException(file + " is a folder and no safetensors file");
    }
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      return new SafetensorsReader(in, file.toString(), skipsWholeNumbers).read(size);
    }
  }

  static Safetensors read(InputStream stream, String name) throws IOException {
    return new SafetensorsReader(stream, name, false).read(Long.MAX_VALUE);
  }

  /**
   * What the header says of a tensor.
   *
   * @param format null if it is skipped
   */
  private record Entry(
      String name, @Nullable NumberFormat format, List<Integer> shape, long begin, long end) {
    /** How many numbers are read of it. */
    long count() {
      return format == null ? 0 : (end - begin) / format.bytes();
    }
  }

  private Safetensors read(long available) throws IOException {
    long headerSize = headerSize(available);
    JsonNode header = parse(bytes((int) headerSize, "the header"));
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    long dataSize = checkLayout(entries);
    if (available != Long.MAX_VALUE && available != 8 + headerSize + dataSize) {
      throw refused(
          "the header describes %d bytes but the file has %d"
              .formatted(8 + headerSize + dataSize, available));
    }
    Map<String, Tensor> tensors = tensors(entries, available != Long.MAX_VALUE);
    if (in.read() >= 0) {
      throw refused("there are bytes after the last tensor");
    }
    return new Safetensors(metadata, tensors);
  }

  private long headerSize(long available) throws IOException {
    long size =
        ByteBuffer.wrap(bytes(8, "the header length")).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 2 || size > LARGEST_HEADER || size > available - 8) {
      throw refused(
          "the header length is %s but has to be 2 to %d and within the file"
              .formatted(Long.toUnsignedString(size), LARGEST_HEADER));
    }
    return size;
  }

  private JsonNode parse(byte[] header) throws SafetensorsException {
    try {
      JsonNode node = JSON.readTree(new String(header, StandardCharsets.UTF_8));
      if (!node.isObject()) {
        throw refused("the header is not a JSON object");
      }
      if (node.size() > MOST_TENSORS) {
        throw refused("%d entries are more than %d".formatted(node.size(), MOST_TENSORS));
      }
      return node;
    } catch (JacksonException e) {
      throw refused("the header is not JSON: " + e.getOriginalMessage());
    }
  }

  private void readMetadata(JsonNode node, Map<String, String> metadata)
      throws SafetensorsException {
    if (!node.isObject()) {
      throw refused("__metadata__ is not an object");
    }
    if (node.size() > MOST_METADATA) {
      throw refused(
          "%d entries of __metadata__ are more than %d".formatted(node.size(), MOST_METADATA));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw refused("__metadata__ entry \"%s\" is not a string".formatted(field.getKey()));
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private Entry entry(String tensor, JsonNode node) throws SafetensorsException {
    if (tensor.length() > LONGEST_NAME || tensor.isEmpty()) {
      throw refused("a tensor name is 1 to 256 characters but one has " + tensor.length());
    }
    if (!node.isObject() || node.size() != 3) {
      throw refused("tensor \"%s\" needs exactly dtype, shape and data_offsets".formatted(tensor));
    }
    JsonNode dtype = node.path("dtype");
    Integer skipped = skipsWholeNumbers ? WHOLE_NUMBERS.get(dtype.asText()) : null;
    NumberFormat format = skipped == null ? format(tensor, dtype) : null;
    int bytes = format == null ? Objects.requireNonNull(skipped) : format.bytes();
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (long side : numbers(tensor, "shape", node.path("shape"), 0, 8)) {
      if (side > Integer.MAX_VALUE) {
        throw refused("tensor \"%s\": a side of %d is too long".formatted(tensor, side));
      }
      shape.add((int) side);
      size = size * side;
      if (size > LARGEST_DATA) {
        throw refused("tensor \"%s\" has more than 2^31 values".formatted(tensor));
      }
    }
    List<Long> offsets = numbers(tensor, "data_offsets", node.path("data_offsets"), 2, 2);
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (end < begin || end - begin != size * bytes) {
      throw refused(
          "tensor \"%s\": data_offsets [%d, %d] do not hold %d values of %s"
              .formatted(tensor, begin, end, size, dtype.asText()));
    }
    return new Entry(tensor, format, shape, begin, end);
  }

  private NumberFormat format(String tensor, JsonNode dtype) throws SafetensorsException {
    for (NumberFormat format : NumberFormat.values()) {
      if (dtype.isTextual() && dtype.textValue().equals(format.name())) {
        return format;
      }
    }
    throw refused("tensor \"%s\": dtype %s is none of F32, F16 and BF16".formatted(tensor, dtype));
  }

  private List<Long> numbers(String tensor, String field, JsonNode node, int least, int most)
      throws SafetensorsException {
    if (!node.isArray() || node.size() < least || node.size() > most) {
      throw refused("tensor \"%s\": %s is %s".formatted(tensor, field, node));
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : node) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw refused("tensor \"%s\": %s is %s".formatted(tensor, field, node));
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  /** Sorts the entries by place and checks that they cover the data without hole or overlap. */
  private long checkLayout(List<Entry> entries) throws SafetensorsException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw refused(
            "tensor \"%s\" begins at %d but the one before ends at %d"
                .formatted(entry.name(), entry.begin(), end));
      }
      end = entry.end();
    }
    if (end > LARGEST_DATA) {
      throw refused("%d bytes of tensors are more than %d".formatted(end, LARGEST_DATA));
    }
    return end;
  }

  private Map<String, Tensor> tensors(List<Entry> entries, boolean areThere) throws IOException {
    long bytes = entries.stream().mapToLong(entry -> entry.count() * Float.BYTES).sum();
    if (areThere && !HeapRoom.isFor(bytes)) {
      throw noRoom(bytes);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (Entry entry : entries) {
        NumberFormat format = entry.format();
        if (format == null) {
          skip(entry);
        } else {
          tensors.put(entry.name(), tensor(entry, format, areThere));
        }
      }
    } catch (OutOfMemoryError e) {
      // The header of a stream may promise anything; what has come of it is given up here.
      tensors.clear();
      throw noRoom(bytes);
    }
    return tensors;
  }

  private SafetensorsException noRoom(long bytes) {
    return new SafetensorsException(
        "%s cannot be read: its weights need %d MiB but %d MiB of heap are free; raise -Xmx"
            .formatted(name, bytes >> 20, HeapRoom.free() >> 20),
        true);
  }

  private void skip(Entry entry) throws IOException {
    try {
      in.skipNBytes(entry.end() - entry.begin());
    } catch (EOFException e) {
      throw refused("it ends within tensor \"" + entry.name() + "\"");
    }
  }

  /** Reads values into an array that, where the data may end early, grows as they come. */
  private Tensor tensor(Entry entry, NumberFormat format, boolean isThere) throws IOException {
    int bytes = format.bytes();
    int count = (int) entry.count();
    int perBlock = BLOCK / bytes;
    float[] values = new float[isThere ? count : Math.min(count, perBlock)];
    for (int from = 0; from < count; from += perBlock) {
      int until = Math.min(count, from + perBlock);
      if (until > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      ByteBuffer block =
          ByteBuffer.wrap(bytes((until - from) * bytes, "tensor \"" + entry.name() + "\""))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < until; i++) {
        values[i] = format.get(block);
      }
    }
    return new Tensor(entry.shape(), values);
  }

  private byte[] bytes(int count, String what) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length != count) {
      throw refused("it ends within " + what);
    }
    return bytes;
  }

  /** What a file holds is told in part: hostile ones have names and values of any length. */
  private SafetensorsException refused(String what) {
    String part = what.length() > LONGEST_REASON ? what.substring(0, LONGEST_REASON) + "..." : what;
    return new SafetensorsException(name + " is no valid safetensors file: " + part);
  }
}
