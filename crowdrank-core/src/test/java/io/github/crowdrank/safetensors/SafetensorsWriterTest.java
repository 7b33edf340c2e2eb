package io.github.crowdrank.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.crowdrank.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are written, and what is not. */
class SafetensorsWriterTest {
  @TempDir private Path folder;

  @Test
  void a_write_that_fails_leaves_the_older_file_and_nothing_beside_it() throws IOException {
    Path file = folder.resolve("kept.safetensors");
    SafetensorsTest.example().write(file, NumberFormat.F32);
    byte[] before = Files.readAllBytes(file);
    Safetensors unnamed =
        new Safetensors(Map.of(), Map.of("", new Tensor(List.of(1), new float[1])));

    assertThatIOException().isThrownBy(() -> unnamed.write(file, NumberFormat.F32));

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void what_this_reader_would_refuse_is_not_written() {
    Tensor tensor = new Tensor(List.of(1), new float[1]);
    for (String name : List.of("", "__metadata__", "x".repeat(257))) {
      Safetensors bad = new Safetensors(Map.of(), Map.of(name, tensor));
      assertThatIOException()
          .isThrownBy(() -> bad.write(folder.resolve("bad"), NumberFormat.F32))
          .withMessageContaining("tensor name");
    }
    Safetensors large = new Safetensors(Map.of("text", "x".repeat(1 << 20)), Map.of());
    assertThatIOException()
        .isThrownBy(() -> large.write(folder.resolve("large"), NumberFormat.F32))
        .withMessageContaining("header");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_data_begin_at_a_multiple_of_eight() throws IOException {
    for (int length = 1; length <= 8; length++) {
      Path file = folder.resolve("aligned");
      Tensor tensor = new Tensor(List.of(2), new float[] {1, 2});
      new Safetensors(Map.of(), Map.of("x".repeat(length), tensor)).write(file, NumberFormat.F32);

      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int header = (int) fields.getLong(0);
      assertThat(header % 8).isZero();
      assertThat(bytes).hasSize(8 + header + 8);
      assertThat(fields.getFloat(8 + header)).isEqualTo(1);
      assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8)).matches("\\{.*\\} *");
    }
  }

  @Test
  void the_longest_name_and_header_are_read_and_written() throws IOException {
    Path file = folder.resolve("longest");
    String name = "x".repeat(256);
    Tensor tensor = new Tensor(List.of(1), new float[] {7});
    new Safetensors(Map.of(), Map.of(name, tensor)).write(file, NumberFormat.F32);
    assertThat(Safetensors.read(file).tensors()).containsOnlyKeys(name);

    int around = "{\"__metadata__\":{\"k\":\"\"}}".length();
    Safetensors longest = new Safetensors(Map.of("k", "v".repeat((1 << 20) - around)), Map.of());
    longest.write(file, NumberFormat.F32);
    assertThat(Files.size(file)).isEqualTo(8 + (1 << 20));
    assertThat(Safetensors.read(file)).isEqualTo(longest);
  }
}
