package io.github.crowdrank.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.network.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  private static final String HEADER =
      """
      {"__metadata__":{"a":"b"},\
      "x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "y":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]}}\
      """;

  @TempDir private Path folder;

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), "the stream");
  }

  static Safetensors example() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    // Larger than one block of the reader, and of a size that no block divides.
    for (List<Integer> shape :
        List.of(List.of(1001, 709), List.of(3), List.<Integer>of(), List.of(0, 4))) {
      float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      tensors.put("tensor " + shape, new Tensor(shape, values));
    }
    return new Safetensors(Map.of("key \" \u00e9", "value \n \\"), tensors);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_reads_back(NumberFormat format) throws IOException {
    Safetensors example = example();
    Path file = folder.resolve("example.safetensors");
    example.write(file, format);

    for (Safetensors read : List.of(Safetensors.read(file), read(Files.readAllBytes(file)))) {
      assertThat(read.metadata()).isEqualTo(example.metadata());
      assertThat(read.tensors().keySet()).containsExactlyElementsOf(example.tensors().keySet());
      read.tensors()
          .forEach(
              (name, tensor) -> {
                Tensor expected = Objects.requireNonNull(example.tensors().get(name));
                assertThat(tensor.shape()).isEqualTo(expected.shape());
                ByteBuffer buffer = ByteBuffer.allocate(4);
                for (int i = 0; i < tensor.values().length; i++) {
                  format.put(buffer.clear(), expected.values()[i]);
                  if (tensor.values()[i] != format.get(buffer.flip())) {
                    assertThat(tensor.values()[i])
                        .as("%s %d", name, i)
                        .isEqualTo(expected.values()[i]);
                  }
                }
              });
    }
  }

  @Test
  void the_layout_is_that_of_the_format() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file(HEADER, 12)).order(ByteOrder.LITTLE_ENDIAN);
    int data = 8 + HEADER.length();
    bytes.putFloat(data, 1.5f).putFloat(data + 4, -2).putShort(data + 8, (short) 0x3c00);

    Safetensors read = read(bytes.array());

    assertThat(read.metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(Objects.requireNonNull(read.tensors().get("x")).values()).containsExactly(1.5f, -2);
    assertThat(Objects.requireNonNull(read.tensors().get("y")).values()).containsExactly(1, 0);
    assertThat(Objects.requireNonNull(read.tensors().get("y")).shape()).containsExactly(1, 2);
  }

  @Test
  void tensors_may_stand_in_the_header_in_any_order() throws IOException {
    String header =
        """
        {"y":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]},\
        "x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}\
        """;

    assertThat(read(file(header, 6)).tensors().keySet()).containsExactly("x", "y");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "y"              | "x"                    | Duplicate field
          "a":"b"          | "a":"b","a":"c"        | Duplicate field
          "a":"b"          | "a":7                  | __metadata__ entry "a" is not a string
          {"a":"b"}        | [1]                    | __metadata__ is not an object
          [8,12]           | [4,8]                  | tensor "y" begins at 4 but the one before ends at 8
          [8,12]           | [12,16]                | tensor "y" begins at 12 but the one before ends at 8
          [8,12]           | [8,13]                 | do not hold 2 values of F16
          [8,12]           | [12,8]                 | do not hold 2 values of F16
          [8,12]           | [-4,0]                 | data_offsets is [-4,0]
          [8,12]           | [8,12,12]              | data_offsets is [8,12,12]
          [8,12]           | ["8","12"]             | data_offsets is
          [8,12]           | [8.0,12.0]             | data_offsets is
          [8,12]           | [8,99999999999999999999] | data_offsets is
          [1,2]            | [-1,-2]                | shape is [-1,-2]
          [1,2]            | [4294967296,4294967296] | a side of 4294967296 is too long
          [1,2]            | [2147483647,2147483647,2147483647] | more than 2^31 values
          [1,2]            | [65536,65536,65536,65536,1,1,1,0] | more than 2^31 values
          [1,2]            | [1,1,1,1,1,1,1,1,2]    | shape is
          [1,2]            | 2                      | shape is 2
          "F16"            | "I64"                  | dtype "I64" is none of F32, F16 and BF16
          "F16"            | "f16"                  | dtype "f16" is none
          "F16"            | 16                     | dtype 16 is none
          "dtype":"F16",   | ''                     | needs exactly dtype, shape and data_offsets
          "dtype":"F16",   | "dtype":"F16","z":1,   | needs exactly dtype, shape and data_offsets
          "y"              | ""                     | a tensor name is 1 to 256 characters
          {"dtype":"F16","shape":[1,2],"data_offsets":[8,12]} | {}  | needs exactly
          {"dtype":"F16","shape":[1,2],"data_offsets":[8,12]} | 7   | needs exactly
          [8,12]           | [8,[[[[[[[[[12]]]]]]]]]] | nesting depth
          }}               | }}x                    | is not JSON
          """)
  void hostile_headers_are_refused(String part, String instead, String message) {
    String header = HEADER.replace(part, instead);
    assertThat(header).isNotEqualTo(HEADER);

    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(file(header, 64)))
        .withMessageContaining("the stream is no valid safetensors file: ")
        .withMessageContaining(message);
  }

  @Test
  void counters_among_the_weights_of_others_are_left_out() throws IOException {
    String header =
        """
        {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
        "n":{"dtype":"I64","shape":[],"data_offsets":[4,12]},\
        "y":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}\
        """;
    byte[] whole = file(header, 16);
    ByteBuffer.wrap(whole, whole.length - 16, 16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(1.5f)
        .putLong(-1)
        .putFloat(-2);
    Path file = Files.write(folder.resolve("others.safetensors"), whole);

    Map<String, Tensor> weights = Safetensors.readWeights(file).tensors();

    assertThat(weights.keySet()).containsExactly("x", "y");
    assertThat(Objects.requireNonNull(weights.get("x")).values()).containsExactly(1.5f);
    assertThat(Objects.requireNonNull(weights.get("y")).values()).containsExactly(-2);
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("dtype \"I64\" is none of F32, F16 and BF16");
    for (String other : List.of("F64", "I32")) {
      Files.write(file, file(header.replace("I64", other), 16));
      assertThatExceptionOfType(SafetensorsException.class)
          .isThrownBy(() -> Safetensors.readWeights(file))
          .withMessageContaining(
              other.equals("F64") ? "dtype \"F64\" is none of" : "do not hold 1 values of I32");
    }
  }

  @Test
  void a_file_cut_anywhere_is_refused() throws IOException {
    byte[] whole = file(HEADER, 12);
    assertThat(read(whole).tensors()).hasSize(2);
    Path file = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file, cut);
      assertThatExceptionOfType(SafetensorsException.class).isThrownBy(() -> read(cut));
      assertThatExceptionOfType(SafetensorsException.class)
          .isThrownBy(() -> Safetensors.read(file))
          .withMessageContaining("cut.safetensors");
    }
  }

  @Test
  void a_refusal_quotes_a_hostile_header_in_part() {
    String shape = "[" + "1,".repeat(400_000) + "1]";
    String long1 =
        "{\"x\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,4]}}".formatted(shape);
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(file(long1, 4)))
        .withMessageContaining("tensor \"x\": shape is [1,1,1")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
  }

  @Test
  void metadata_of_more_entries_than_anybody_writes_are_refused() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      entries.append(i == 0 ? "" : ",").append('"').append(i).append("\":\"\"");
    }
    String header = "{\"__metadata__\":{" + entries + "}}";
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(file(header, 0)))
        .withMessageContaining("10001 entries of __metadata__ are more than 10000");
  }

  @Test
  void bytes_after_the_last_tensor_are_refused() throws IOException {
    byte[] longer = file(HEADER, 13);
    Path file = Files.write(folder.resolve("longer.safetensors"), longer);
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(longer))
        .withMessageContaining("bytes after the last tensor");
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("describes");
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "1",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "1048577",
    "4294967298"
  })
  void impossible_header_lengths_are_refused(long length) {
    byte[] bytes = file(HEADER, 12);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("header length is " + Long.toUnsignedString(length));
  }

  @Test
  void a_header_that_promises_gigabytes_costs_no_memory() {
    String header =
        """
        {"x":{"dtype":"F32","shape":[536870912],"data_offsets":[0,2147483648]}}\
        """;
    byte[] bytes = file(header, 0);
    Path file = folder.resolve("promise.safetensors");
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> Safetensors.read(Files.write(file, bytes)))
        .withMessageContaining("describes");
    long before = allocated();
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("it ends within tensor \"x\"");
    assertThat(allocated() - before).isLessThan(64 << 20);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest(name = "seed={0}")
  @CsvSource({"1", "2", "3"})
  void damaged_files_are_read_or_refused_and_nothing_else(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = file(HEADER, 12);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(damaged).tensors()).isNotEmpty();
      } catch (SafetensorsException e) {
        assertThat(e).hasMessageContaining("the stream");
      } catch (IOException e) {
        throw new AssertionError("damage of seed " + seed, e);
      }
    }
  }

  @Test
  void ten_thousand_tensors_are_read_and_one_more_is_refused() throws IOException {
    String entry = "\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
    List<String> entries = IntStream.range(0, 10_001).mapToObj(entry::formatted).toList();

    byte[] most = file("{" + String.join(",", entries.subList(1, 10_001)) + "}", 0);
    byte[] tooMany = file("{" + String.join(",", entries) + "}", 0);

    assertThat(read(most).tensors()).hasSize(10_000);
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(tooMany))
        .withMessageEndingWith("10001 entries are more than 10000");
  }

  @Test
  void data_of_more_than_two_gibibytes_are_refused() {
    String header =
        """
        {"x":{"dtype":"F32","shape":[536870912],"data_offsets":[0,2147483648]},\
        "y":{"dtype":"F32","shape":[1],"data_offsets":[2147483648,2147483652]}}\
        """;

    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> read(file(header, 0)))
        .withMessageEndingWith("2147483652 bytes of tensors are more than 2147483648");
  }

  @Test
  void what_is_no_file_or_no_object_is_said() {
    assertThatExceptionOfType(SafetensorsException.class)
        .isThrownBy(() -> Safetensors.read(folder))
        .withMessage(folder + " is a folder and no safetensors file");
    for (String header : List.of("[]", "12", "null", "\"x\"")) {
      assertThatExceptionOfType(SafetensorsException.class)
          .isThrownBy(() -> read(file(header, 0)))
          .withMessageEndingWith("the header is not a JSON object");
    }
  }
}
