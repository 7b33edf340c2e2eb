package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountCommandTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  @TempDir Path folder;

  @Test
  void json_has_one_object_per_input_and_a_failed_input_does_not_stop_the_others()
      throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");

    CommandLineRun run =
        CommandLineRun.of("count", "--json", broken.toString(), PHOTO.toString(), "nowhere.png");

    assertThat(run.code()).isEqualTo(1);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode refused = new ObjectMapper().readTree(lines.get(0));
    assertThat(refused.get("file").textValue()).isEqualTo(broken.toString());
    assertThat(refused.get("error").textValue()).contains("broken.jpg");
    assertThat(refused.has("count")).isFalse();
    JsonNode counted = new ObjectMapper().readTree(lines.get(1));
    assertThat(counted.get("file").textValue()).isEqualTo(PHOTO.toString());
    assertThat(counted.get("ms").isIntegralNumber()).isTrue();
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      assertThat(counted.get("count").doubleValue()).isCloseTo(counter.count(PHOTO), within(1e-3));
    }
    assertThat(new ObjectMapper().readTree(lines.get(2)).get("error").textValue())
        .isEqualTo("nowhere.png: there is no such file");
  }

  @Test
  void a_confidence_without_an_interval_is_wrong_usage() {
    CommandLineRun run = CommandLineRun.of("count", "--confidence", "0.9", PHOTO.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--confidence belongs to --interval");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void a_heat_map_is_drawn_for_each_picture() throws Exception {
    Path heatmaps = folder.resolve("a/b");
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");

    CommandLineRun run =
        CommandLineRun.of(
            "count", "--heatmap", heatmaps.toString(), broken.toString(), PHOTO.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("broken.jpg").doesNotContain("Exception");
    assertThat(run.out()).isEqualTo(CommandLineRun.of("count", PHOTO.toString()).out());
    assertThat(run.out()).containsPattern("\\d+\\.\\d  .*champs-elysees-1944.jpg");
    Path drawn = heatmaps.resolve("champs-elysees-1944.jpg.heatmap.png");
    assertThat(ImageIO.read(drawn.toFile()).getHeight()).isEqualTo(900);
  }

  @Test
  void a_heat_map_that_cannot_be_written_takes_no_count_with_it() throws Exception {
    Path place = folder.resolve("champs-elysees-1944.jpg.heatmap.png");
    Files.createDirectory(place);
    String problem = PHOTO + ": its heat map: " + place + ": is a folder";

    CommandLineRun text =
        CommandLineRun.of("count", "--heatmap", folder.toString(), PHOTO.toString());
    CommandLineRun json =
        CommandLineRun.of("count", "--json", "--heatmap", folder.toString(), PHOTO.toString());

    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out()).isEqualTo(CommandLineRun.of("count", PHOTO.toString()).out());
    assertThat(text.err()).isEqualToIgnoringNewLines("crowdrank: " + problem);
    assertThat(json.code()).isEqualTo(1);
    JsonNode line = new ObjectMapper().readTree(json.out());
    assertThat(line.has("count")).isTrue();
    assertThat(line.get("problem").textValue()).isEqualTo(problem);
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void a_picture_larger_than_the_memory_budget_is_counted_in_tiles() {
    CommandLineRun whole = CommandLineRun.of("count", PHOTO.toString());
    CommandLineRun tiled = CommandLineRun.of("count", "--memory-budget", "80", PHOTO.toString());

    assertThat(tiled.code()).isZero();
    assertThat(tiled.out()).isEqualTo(whole.out());
    assertThat(tiled.err()).contains("tile 1 of ");
    assertThat(whole.err()).doesNotContain("tile");
    CommandLineRun tooSmall = CommandLineRun.of("count", "--memory-budget", "1", PHOTO.toString());
    assertThat(tooSmall.code()).isEqualTo(1);
    assertThat(tooSmall.err()).contains("bytes or more would do").doesNotContain("Exception");
  }

  @Test
  void help_is_no_failure() {
    for (String[] asked : new String[][] {{"--help"}, {"train", "--help"}, {"help", "train"}}) {
      CommandLineRun run = CommandLineRun.of(asked);
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("Usage: crowdrank");
    }
  }

  @Test
  void wrong_usage_has_its_own_exit_code_and_says_what_is_missing() {
    assertThat(CommandLineRun.of("count").code()).isEqualTo(2);
    assertThat(CommandLineRun.of().code()).isEqualTo(2);
    CommandLineRun run = CommandLineRun.of("count", "--nonsense", "x.jpg");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--nonsense");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void a_file_that_is_no_model_is_named() throws Exception {
    Path model = Files.writeString(folder.resolve("my.crowdrank"), "no model at all");

    CommandLineRun run = CommandLineRun.of("count", "--model", model.toString(), PHOTO.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("my.crowdrank").doesNotContain("Exception");
  }
}
