package io.github.crowdrank.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @TempDir Path folder;

  @Test
  void counts_the_picture_that_comes_along_and_draws_it() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path heatmap = folder.resolve("heatmap.png");

    Quickstart.run("", heatmap, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String printed = bytes.toString(StandardCharsets.UTF_8);
    int count = Integer.parseInt(printed.substring(0, printed.indexOf(' ')));
    // The credit of the photograph says over a thousand heads, of which about 300 stand apart.
    assertThat(count).isBetween(500, 1500);
    assertThat(ImageIO.read(heatmap.toFile()).getWidth()).isEqualTo(1146);
  }

  @Test
  void a_missing_picture_is_named() {
    assertThatThrownBy(() -> Quickstart.run("nowhere.jpg", folder.resolve("x.png"), System.out))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nowhere.jpg");
  }
}
