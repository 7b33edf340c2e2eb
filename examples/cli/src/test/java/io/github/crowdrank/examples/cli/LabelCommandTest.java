package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends before a page is served; the rest is in {@link ProcessTest}. */
class LabelCommandTest {
  @TempDir Path folder;

  private CommandLineRun label(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "label";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }

  private void picture() throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", folder.resolve("a.png").toFile());
  }

  @Test
  void a_folder_without_pictures_and_one_that_is_not_there_are_named() {
    CommandLineRun empty = label();
    CommandLineRun missing = CommandLineRun.of("label", folder.resolve("nowhere").toString());

    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains(folder.toString(), "there are no images");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("nowhere", "there is no such folder");
  }

  @Test
  void formats_ports_and_models_that_cannot_be_are_wrong_usage_or_named() throws Exception {
    picture();

    CommandLineRun format = label("--to", "yolo");
    CommandLineRun port = label("--port", "70000");
    CommandLineRun model = label("--model", folder.resolve("a.png").toString());

    assertThat(format.code()).isEqualTo(2);
    assertThat(format.err()).contains("yolo", "coco");
    assertThat(port.code()).isEqualTo(2);
    assertThat(port.err()).contains("70000");
    assertThat(model.code()).isEqualTo(1);
    assertThat(model.err()).contains("a.png").doesNotContain("Exception");
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    picture();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      CommandLineRun run = label("--no-suggestions", "--port", port);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("port " + port, "choose another");
    }
  }
}
