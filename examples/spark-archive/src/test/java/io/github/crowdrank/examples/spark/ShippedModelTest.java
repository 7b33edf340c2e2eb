package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class ShippedModelTest {
  @TempDir Path folder;

  @Test
  void a_graph_in_onnx_s_format_is_known_by_the_checksum_in_its_file_too() throws Exception {
    Path file = folder.resolve("compact.onnx");
    ModelFile.write(BundledModel.COMPACT.load().toOnnx(), file);

    String fingerprint = ShippedModel.read(file.toString(), new Configuration()).fingerprint();

    assertThat(fingerprint)
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(ShippedModel.bundled().fingerprint());
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("crowdrank.sha256", fingerprint);
  }
}
