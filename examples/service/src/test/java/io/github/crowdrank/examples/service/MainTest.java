package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What keeps the service from starting. */
class MainTest {
  private static String failure(int code, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute(arguments)).as(err.toString()).isEqualTo(code);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "--counts=0, --counts has to be 1 or more but is 0",
    "--waiting=-1, --waiting has to be 0 or more but is -1",
    "--longest-wait=0, --longest-wait has to be 0.001 seconds or more but is 0.0",
    "--max-bytes=0, --max-bytes has to be 1 or more but is 0",
    "--max-held-bytes=1, --max-held-bytes has to be 16777216 or more but is 1",
    "--port=70000, --port has to be 0 to 65535 but is 70000",
    "--connections=many, 'many' is not an int"
  })
  void a_wrong_option_is_named_with_what_would_be_right(String option, String sentence) {
    assertThat(failure(CommandLine.ExitCode.USAGE, option)).contains(sentence);
  }

  @Test
  void a_model_that_is_none_is_named(@TempDir Path folder) throws Exception {
    Path none = folder.resolve("none.crowdrank");
    assertThat(failure(1, "--model=" + none)).contains(none + ": there is no such file");

    Files.write(none, "no model".getBytes(UTF_8));
    assertThat(failure(1, "--model=" + none)).contains(none.toString());
  }

  @Test
  void a_model_too_large_for_the_memory_is_told_so_in_one_sentence(@TempDir Path folder)
      throws Exception {
    NetworkSpec wide =
        new NetworkSpec(
            "wide",
            List.of(
                new Layer.Input("image", 3),
                convolution("many", "image", 64),
                new Layer.MaxPooling("fewer", "many", 64, 64),
                new Layer.MaxPooling("few", "fewer", 64, 64),
                convolution("density", "few", 1)));
    Path file = folder.resolve("wide.crowdrank");
    ModelFile.write(
        new CrowdModel(
            wide,
            Weights.of(wide, new float[wide.parameterCount()]),
            Preprocessing.signedRgb(),
            ModelCard.of("wide", "more channels than memory")),
        file);

    assertThat(failure(1, "--model=" + file)).contains("too small for one tile").hasLineCount(1);
  }

  private static Layer convolution(String name, String input, int channels) {
    return new Layer.Convolution(name, input, channels, 1, 1, Padding.NONE, 1, Activation.IDENTITY);
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure(1, "--port=" + taken.getLocalPort()))
          .contains("cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }
}
