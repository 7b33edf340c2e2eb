package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.trust.Calibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandsTest {
  @TempDir Path folder;

  @BeforeEach
  void paint() {
    CommandLineRun painted =
        CommandLineRun.of(
            "dataset",
            "paint",
            "--images",
            "10",
            "--size",
            "128x96",
            "--people",
            "5-60",
            "--out",
            path("painted"));
    assertThat(painted.code()).as(painted.err()).isZero();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private CommandLineRun calibrate(String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "calibrate",
                    "--dataset",
                    "csv",
                    "--root",
                    path("painted"),
                    "--out",
                    path("calibrated.crowdrank")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<Path> pictures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("painted/images"))) {
      return files.sorted().toList();
    }
  }

  private String picture() throws IOException {
    return pictures().get(0).toString();
  }

  /** Three of the pictures in a folder of their own. */
  private void copyFew() throws IOException {
    Files.createDirectories(folder.resolve("few"));
    for (Path picture : pictures().subList(0, 3)) {
      Files.copy(picture, folder.resolve("few").resolve(picture.getFileName()));
    }
  }

  @Test
  void a_calibrated_model_counts_with_intervals() throws IOException {
    CommandLineRun run = calibrate("--half");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("intervals from 10 images, counts as they are: ");
    assertThat(run.err()).contains("10/10 counted");
    String model = path("calibrated.crowdrank");
    assertThat(CommandLineRun.of("info", "--model", model).out())
        .contains("calibration: 10 images of");

    CommandLineRun text = CommandLineRun.of("count", "--model", model, "--interval", picture());
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .containsPattern("\\d+\\.\\d  +\\d+\\.\\d to +\\d+\\.\\d  .*\\.(png|jpg)");
    JsonNode wide = json("count", "--json", "--model", model, "--interval", picture());
    JsonNode narrow =
        json("count", "--json", "--model", model, "--interval", "--confidence", "0.5", picture());
    assertThat(wide.get("confidence").doubleValue()).isEqualTo(0.9);
    assertThat(narrow.get("confidence").doubleValue()).isEqualTo(0.5);
    assertThat(wide.get("count")).isEqualTo(narrow.get("count"));
    assertThat(wide.get("low").doubleValue()).isLessThanOrEqualTo(narrow.get("low").doubleValue());
    assertThat(wide.get("high").doubleValue()).isGreaterThan(narrow.get("high").doubleValue());
    assertThat(json("count", "--json", "--model", model, picture()).has("low")).isFalse();
  }

  /** What is stored as half precision counts a little differently; the bundled model is so. */
  @Test
  void a_calibration_is_of_the_model_that_is_written() throws IOException {
    CrowdModel bundled = BundledModel.COMPACT.load();
    float[] weights = bundled.weights().toArray();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 1.0003f;
    }
    ModelFile.write(
        new CrowdModel(
            bundled.network(),
            Weights.of(bundled.network(), weights),
            bundled.preprocessing(),
            bundled.card()),
        folder.resolve("single.crowdrank"));
    CommandLineRun run = calibrate("--model", path("single.crowdrank"), "--half");
    assertThat(run.code()).as(run.err()).isZero();
    CrowdModel written = ModelFile.read(folder.resolve("calibrated.crowdrank"));
    CrowdDataset annotated = DatasetFormats.named("csv").open(folder.resolve("painted"), "all");

    assertThat(Calibrator.builder().build().calibrate(written, annotated).calibration())
        .isEqualTo(written.calibration());
  }

  @Test
  void too_few_images_for_the_usual_intervals_are_warned_of() throws IOException {
    CommandLineRun few = calibrate("--held-out", "0.3");
    assertThat(few.code()).as(few.err()).isZero();
    assertThat(few.out()).startsWith("intervals from 3 images");
    assertThat(few.err())
        .contains(
            "warning: 3 images are too few for intervals of confidence 0.9, which need 9; from"
                + " these, count --interval takes a --confidence of 0.75 or less");
    String model = path("calibrated.crowdrank");
    assertThat(
            CommandLineRun.of(
                    "count", "--model", model, "--interval", "--confidence", "0.75", picture())
                .code())
        .isZero();
    assertThat(CommandLineRun.of("count", "--model", model, "--interval", picture()).code())
        .isEqualTo(2);

    assertThat(calibrate().err()).doesNotContain("warning");
  }

  private static JsonNode json(String... arguments) throws IOException {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void counts_can_be_corrected_on_the_held_out_half() {
    CommandLineRun run = calibrate("--correct-counts", "--held-out", "0.5");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).matches("(?s)intervals from [23] images, counts corrected: .*");
    CommandLineRun one = calibrate("--correct-counts", "--held-out", "0.1");
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("--correct-counts needs 2 or more images");
  }

  @Test
  void a_model_without_calibration_has_no_intervals() throws IOException {
    CommandLineRun run = CommandLineRun.of("count", "--interval", picture());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--interval: intervals of confidence 0.9 need 9 calibrated images or more")
        .contains("the model has 0; see calibrate");
    assertThat(run.out()).isEmpty();
    calibrate();
    CommandLineRun wrong =
        CommandLineRun.of(
            "count",
            "--model",
            path("calibrated.crowdrank"),
            "--interval",
            "--confidence",
            "90",
            picture());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("confidence is more than 0 and less than 1 but was 90.0");
  }

  @Test
  void a_count_is_told_without_its_interval_where_another_view_cannot_be_counted()
      throws IOException {
    // Pictures of 128x96 pixels have a map, at three quarters of their sides they have none.
    Path unpadded = UnpaddedModel.write(folder, 81);
    CrowdModel calibrated =
        ModelFile.read(unpadded)
            .withCalibration(new Calibration(CountCurve.IDENTITY, Collections.nCopies(9, 1.0)));
    ModelFile.write(calibrated, unpadded);
    String model = unpadded.toString();

    CommandLineRun text = CommandLineRun.of("count", "--interval", "--model", model, picture());
    CommandLineRun json =
        CommandLineRun.of("count", "--json", "--interval", "--model", model, picture());

    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out())
        .isEqualTo(CommandLineRun.of("count", "--model", model, picture()).out())
        .contains(picture());
    assertThat(text.err()).startsWith("crowdrank: " + picture() + ": another view of it: ");
    assertThat(json.code()).isEqualTo(1);
    JsonNode line = new ObjectMapper().readTree(json.out());
    assertThat(line.has("count")).isTrue();
    assertThat(line.has("low")).isFalse();
    assertThat(line.get("problem").textValue()).contains("another view of it");
  }

  @Test
  void an_audit_tells_of_every_picture_and_of_those_it_cannot_read() throws IOException {
    copyFew();
    Files.writeString(folder.resolve("few/broken.jpg"), "no picture");

    CommandLineRun run =
        CommandLineRun.of("audit", path("few"), "--suspect", "0", "--csv", path("audit.csv"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("4/4 tried", "broken.jpg").doesNotContain("Exception");
    assertThat(run.out()).startsWith("3 pictures, 120 pairs of nested crops: ");
    assertThat(Files.readAllLines(folder.resolve("audit.csv"))).hasSize(5);
    Files.delete(folder.resolve("few/broken.jpg"));
    CommandLineRun calm = CommandLineRun.of("audit", path("few"), "--suspect", "1");
    assertThat(calm.code()).as(calm.err()).isZero();
    assertThat(calm.out()).contains("no picture has more than 100 %");
    assertThat(CommandLineRun.of("audit", path("few"), "--suspect", "2").code()).isEqualTo(2);
    CommandLineRun nowhere = CommandLineRun.of("audit", path("nowhere"));
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("nowhere").doesNotContain("Exception");
  }

  @Test
  void an_audit_that_could_try_no_picture_says_nothing_of_them() throws IOException {
    Files.createDirectories(folder.resolve("few"));
    Files.writeString(folder.resolve("few/broken.jpg"), "no picture");

    CommandLineRun run = CommandLineRun.of("audit", path("few"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).containsExactly("no picture could be tried");
  }

  @Test
  void an_audit_is_told_though_its_table_cannot_be_written() throws IOException {
    copyFew();
    Files.writeString(folder.resolve("few/broken.jpg"), "no picture");
    // No file system here has names as long as that of its temporary neighbour.
    String table = path("a".repeat(240) + ".csv");

    CommandLineRun run = CommandLineRun.of("audit", path("few"), "--csv", table);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("3 pictures, 120 pairs of nested crops: ");
    assertThat(run.err()).contains("broken.jpg", table).doesNotContain("Exception");
  }

  @Test
  void an_audit_names_the_rate_that_was_asked_for() throws IOException {
    copyFew();

    CommandLineRun run = CommandLineRun.of("audit", path("few"), "--suspect", "0.995");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("no picture has more than 99.5 %");
  }

  @Test
  void results_without_a_folder_are_refused_before_anything_is_counted() throws IOException {
    copyFew();
    String nowhere = path("nowhere/file");
    String file = Files.writeString(folder.resolve("file"), "").toString();

    assertRefused(
        nowhere + ": there is no folder",
        CommandLineRun.of(
            "calibrate", "--dataset", "csv", "--root", path("painted"), "--out", nowhere));
    assertRefused(
        nowhere + ": there is no folder",
        CommandLineRun.of("audit", path("few"), "--csv", nowhere));
    assertRefused(
        nowhere + ": there is no folder",
        CommandLineRun.of("suggest", path("few"), "--csv", nowhere));
    assertRefused(
        file + ": exists already", CommandLineRun.of("suggest", path("few"), "--copy", file));
    assertRefused(
        path("few") + ": is not empty; pictures are copied to a new or an empty folder",
        CommandLineRun.of("suggest", path("few"), "--copy", path("few")));
  }

  private static void assertRefused(String reason, CommandLineRun run) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(reason).doesNotContain("images/s");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void suggestions_are_printed_listed_and_copied() throws IOException {
    copyFew();
    CommandLineRun run =
        CommandLineRun.of(
            "suggest",
            path("few"),
            "--number",
            "2",
            "--csv",
            path("next.csv"),
            "--copy",
            path("next"));

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    List<String> table = Files.readAllLines(folder.resolve("next.csv"));
    assertThat(table).hasSize(3).startsWith("picture,violated,distance");
    for (int i = 0; i < 2; i++) {
      String picture = table.get(i + 1).split(",", -1)[0];
      assertThat(lines.get(i)).endsWith("  " + picture);
      assertThat(folder.resolve("next").resolve(picture)).exists();
    }
    CommandLineRun others =
        CommandLineRun.of("suggest", path("few"), "--number", "1", "--labeled", path("next"));
    assertThat(others.code()).as(others.err()).isZero();
    assertThat(others.err()).contains("5/5 looked at");
    assertThat(others.out().lines()).hasSize(1);
    assertThat(table.stream().noneMatch(it -> others.out().strip().endsWith(it.split(",", -1)[0])))
        .isTrue();
    assertThat(CommandLineRun.of("suggest", path("few"), "--number", "0").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("suggest").code()).isEqualTo(2);
  }

  /** The table lies where a folder is needed for the copies. */
  @Test
  void suggestions_are_told_and_listed_though_they_cannot_be_copied() throws IOException {
    Files.createDirectories(folder.resolve("few/deeper"));
    for (Path picture : pictures().subList(0, 3)) {
      Files.copy(picture, folder.resolve("few/deeper").resolve(picture.getFileName()));
    }
    Files.writeString(folder.resolve("few/broken.jpg"), "no picture");
    Files.createDirectories(folder.resolve("next"));

    CommandLineRun run =
        CommandLineRun.of(
            "suggest",
            path("few"),
            "--number",
            "3",
            "--csv",
            path("next/deeper"),
            "--copy",
            path("next"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("next/deeper"))).hasSize(4);
    assertThat(run.err())
        .contains("broken.jpg", path("next/deeper") + ": exists already")
        .doesNotContain("Exception");
  }
}
