package io.github.crowdrank.examples.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainFromScratchTest {
  @TempDir Path folder;

  @Test
  void trains_the_four_schemes_compares_them_and_draws_a_picture() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path picture = folder.resolve("comparison.png");

    List<TrainFromScratch.Row> rows =
        TrainFromScratch.run(6, 3, picture, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertThat(rows)
        .extracting(TrainFromScratch.Row::scheme)
        .containsExactly(
            "counting only", "ranking + fine-tuning", "alternating-task", "multi-task");
    assertThat(rows).allSatisfy(row -> assertThat(row.evaluation().errors().mae()).isFinite());
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("always the mean count");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(3 * 128);
  }
}
