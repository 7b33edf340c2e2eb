package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class ShippedModelTest {
  @TempDir Path folder;

  /** As a pipe or a device, which would be read until the heap is full. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void no_more_is_read_than_the_file_system_says_there_is() {
    assertThatThrownBy(() -> ShippedModel.read("/dev/zero", new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/dev/zero has 0 bytes by its file system but more came; is it a file, and whole?");
  }

  @Test
  void a_file_larger_than_any_model_is_refused_before_it_is_read() throws Exception {
    Path file = folder.resolve("huge.crowdrank");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 30); // takes no place on the disk
    }
    assertThatThrownBy(() -> ShippedModel.read(file.toString(), new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " has 3072 MiB but a model file has less than 2048");
  }

  @Test
  void a_graph_in_onnx_s_format_is_known_by_the_checksum_in_its_file_too() throws Exception {
    Path file = folder.resolve("compact.onnx");
    ModelFile.write(BundledModel.COMPACT.load().withoutSparse().toOnnx(), file);

    String fingerprint = ShippedModel.read(file.toString(), new Configuration()).fingerprint();

    assertThat(fingerprint)
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(ShippedModel.bundled().fingerprint());
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("crowdrank.sha256", fingerprint);
  }
}
