package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  @TempDir Path folder;

  private final CrowdDataset painted =
      SyntheticCrowd.builder().size(96, 80).people(5, 20).build().dataset(7, 3);

  @BeforeEach
  void write() throws Exception {
    CsvFiles.write(folder, painted);
  }

  private CommandLineRun run(String... options) {
    List<String> command =
        new ArrayList<>(List.of("evaluate", "--dataset", "csv", "--root", folder.toString()));
    command.addAll(List.of(options));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  /** The bundled model with the bias of its last layer raised: it counts some people more. */
  private Path generousModel() throws Exception {
    CrowdModel bundled = BundledModel.COMPACT.load();
    float[] values = bundled.weights().toArray();
    values[values.length - 1] += 0.2f;
    Path file = folder.resolve("generous.crowdrank");
    ModelFile.write(
        new CrowdModel(
            bundled.network(),
            Weights.of(bundled.network(), values),
            bundled.preprocessing(),
            bundled.card()),
        file);
    return file;
  }

  @Test
  void the_table_has_bands_intervals_and_figures_of_maps() {
    CommandLineRun run = run("--intervals", "--bands", "9,14");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("7 images")
        .containsPattern("heads +images +MAE +MSE +NAE +bias")
        .containsPattern("(?m)^all +7 ")
        .containsPattern("(?m)^all, by true map +7 ")
        .containsPattern("(?m)^95 % from +[0-9.]+ +[0-9.]+ +[0-9.]+$")
        .containsPattern("(?m)^GAME\\(0\\) to \\(3\\) +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+$")
        .containsPattern("(?m)^PSNR +[0-9.]+ dB, SSIM [0-9.]+$")
        .containsPattern("precision, [0-9.]+ recall");
    long bands =
        run.out().lines().filter(line -> line.matches("(0-9|10-14|15\\+) +\\d+ .*")).count();
    assertThat(bands).isBetween(1L, 3L);
  }

  @Test
  void the_errors_stand_beside_those_of_always_saying_the_mean_count() throws Exception {
    List<Integer> truths = new ArrayList<>();
    for (int i = 0; i < painted.size(); i++) {
      truths.add(painted.heads(i).size());
    }
    double mean = truths.stream().mapToInt(Integer::intValue).average().orElseThrow();
    double mae =
        truths.stream().mapToDouble(truth -> Math.abs(truth - mean)).average().orElseThrow();

    assertThat(run().out())
        .containsPattern(
            "(?m)^always the mean count +7 +" + String.format(Locale.ROOT, "%.1f", mae) + " ");
  }

  @Test
  void counts_and_maps_are_drawn() throws Exception {
    Path scatter = folder.resolve("counts.svg");
    Path maps = folder.resolve("maps");

    CommandLineRun run = run("--scatter", scatter.toString(), "--maps", maps.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(scatter)).contains("estimated count", "<title>p0");
    try (Stream<Path> files = Files.list(maps)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(4)
          .allMatch(name -> name.matches("(best|worst)-[12]-true-\\d+-estimated-\\d+\\.png"));
    }
  }

  @Test
  void two_models_are_compared() throws Exception {
    String other = generousModel().toString();

    CommandLineRun text = run("--against", other);
    JsonNode json =
        new ObjectMapper().readTree(run("--against", other, "--json", "--intervals").out());

    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("MAE less that of " + other)
        .containsPattern("p 0\\.[0-9]+ by signed ranks, 0\\.[0-9]+ by sign flips");
    double difference =
        json.get("mae").doubleValue() - json.get("against").get("mae").doubleValue();
    assertThat(difference).isNotZero();
    assertThat(json.get("comparison").get("mae_difference").doubleValue())
        .isCloseTo(difference, within(1e-5));
    assertThat(json.get("comparison").get("signed_rank_p").doubleValue()).isBetween(0.0, 1.0);
    assertThat(json.get("intervals").get("mae").get(0).doubleValue())
        .isLessThan(json.get("mae").doubleValue());
  }

  @Test
  void tiles_count_what_the_whole_picture_does() throws Exception {
    double whole =
        new ObjectMapper()
            .readTree(run("--mode", "whole", "--json").out())
            .get("mae")
            .doubleValue();
    double tiled =
        new ObjectMapper()
            .readTree(run("--mode", "tiled", "--memory-budget", "64", "--json").out())
            .get("mae")
            .doubleValue();

    assertThat(tiled).isCloseTo(whole, within(1e-3));
  }

  @Test
  void windows_slide() throws Exception {
    for (int i = 1; i < painted.size(); i++) {
      Files.delete(folder.resolve("p" + i + ".png"));
      Files.delete(folder.resolve("p" + i + ".csv"));
    }
    CommandLineRun run = run("--mode", "sliding", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).get("images").intValue()).isEqualTo(1);
  }

  @Test
  void a_damaged_image_ends_it_or_is_told_and_left_out() throws Exception {
    Path damaged = folder.resolve("p2.png");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));

    CommandLineRun stopped = run("--json");
    CommandLineRun finished = run("--json", "--keep-going");

    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).contains("p2.png");
    assertThat(finished.code()).isEqualTo(1);
    assertThat(finished.err()).contains("p2.png");
    JsonNode line = new ObjectMapper().readTree(finished.out());
    assertThat(line.get("images").intValue()).isEqualTo(6);
    assertThat(line.get("failed").intValue()).isEqualTo(1);
  }

  private void keep(int images) throws Exception {
    for (int i = images; i < painted.size(); i++) {
      Files.delete(folder.resolve("p" + i + ".png"));
      Files.delete(folder.resolve("p" + i + ".csv"));
    }
  }

  private void damageTheFirst() throws Exception {
    Path damaged = folder.resolve("p0.png");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Test
  void too_few_images_that_can_be_counted_leave_the_table_without_a_comparison() throws Exception {
    keep(6);
    damageTheFirst();

    CommandLineRun run = run("--keep-going", "--against", generousModel().toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("p0.png", "--against is left out", "6 or more", "5 could be");
    assertThat(run.out()).containsPattern("(?m)^all +5 ").doesNotContain("signed ranks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--keep-going", "--intervals"})
  void a_second_model_that_cannot_count_them_leaves_the_table_without_a_comparison(String option)
      throws Exception {
    Path forLargerPictures = UnpaddedModel.write(folder, 81);

    CommandLineRun run = run(option, "--against", forLargerPictures.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("crowdrank: --against is left out: ");
    assertThat(run.out()).containsPattern("(?m)^all +7 ").doesNotContain("signed ranks");
  }

  /** Its card says a stride that its graph has not, which is seen when it is to count. */
  private Path modelOfAnotherStride() throws Exception {
    String graph = folder.resolve("compact.onnx").toString();
    String packed = folder.resolve("stride.onnx").toString();
    Path card =
        Files.writeString(
            folder.resolve("card.json"),
            """
            {"name": "theirs", "description": "for tests", "stride": 16, "sizeMultiple": 16,
             "preprocessing": {"order": "RGB", "mean": [127.5, 127.5, 127.5],
                               "scale": [127.5, 127.5, 127.5]}}
            """);
    assertThat(CommandLineRun.of("export", "--out", graph).code()).isZero();
    CommandLineRun pack =
        CommandLineRun.of("pack", "--onnx", graph, "--card", card.toString(), "--out", packed);
    assertThat(pack.code()).as(pack.err()).isZero();
    return Path.of(packed);
  }

  @Test
  void a_second_model_that_cannot_be_run_leaves_the_table_without_a_comparison() throws Exception {
    CommandLineRun run = run("--against", modelOfAnotherStride().toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("crowdrank: --against is left out: ")
        .doesNotContain("Exception");
    assertThat(run.out()).containsPattern("(?m)^all +7 ").doesNotContain("signed ranks");
  }

  @Test
  void the_table_the_comparison_and_other_files_are_there_though_a_file_cannot_be_written()
      throws Exception {
    // No file system here has names as long as that of its temporary neighbour.
    String csv = folder.resolve("a".repeat(240) + ".csv").toString();
    Path scatter = folder.resolve("scatter.svg");

    CommandLineRun run =
        run("--csv", csv, "--scatter", scatter.toString(), "--against", generousModel().toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(scatter).content().contains("<svg");
    assertThat(run.err()).contains("crowdrank: " + csv + ": ").doesNotContain("Exception");
    assertThat(run.out()).containsPattern("(?m)^all +7 ").contains("signed ranks");
  }

  @Test
  void a_single_image_that_can_be_counted_has_errors_without_intervals() throws Exception {
    keep(2);
    damageTheFirst();

    CommandLineRun run = run("--keep-going", "--intervals", "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--intervals is left out", "2 or more", "1 could be");
    JsonNode line = new ObjectMapper().readTree(run.out());
    assertThat(line.get("images").intValue()).isEqualTo(1);
    assertThat(line.has("intervals")).isFalse();
  }

  @Test
  void files_that_cannot_be_written_or_read_are_told_before_anything_is_counted() throws Exception {
    String nowhere = folder.resolve("nowhere/file").toString();
    String file = Files.writeString(folder.resolve("file"), "").toString();
    String[][] wrong = {
      {"--csv", nowhere, "there is no folder " + folder.resolve("nowhere")},
      {"--csv", folder.toString(), "is a folder"},
      {"--scatter", nowhere, "there is no folder"},
      {"--maps", file, "exists already"},
      {"--against", nowhere, "there is no such file"}
    };
    for (String[] options : wrong) {
      CommandLineRun run = run(options[0], options[1]);
      assertThat(run.code()).as("%s", List.of(options)).isEqualTo(1);
      assertThat(run.err()).contains(options[1] + ": " + options[2]).doesNotContain("images/s");
    }
  }

  @Test
  void wrong_usage_is_told_before_anything_is_counted() throws Exception {
    Files.delete(folder.resolve("p0.png"));
    Files.delete(folder.resolve("p1.png"));
    Files.delete(folder.resolve("p0.csv"));
    Files.delete(folder.resolve("p1.csv"));
    String[][] wrong = {
      {"--bands", "5,5"},
      {"--mode", "half"},
      {"--memory-budget", "64"},
      {"--mode", "sliding", "--maps", folder.resolve("maps").toString()},
      {"--mode", "tiled", "--memory-budget", "0"},
      {"--against", generousModel().toString()}
    };
    for (String[] options : wrong) {
      CommandLineRun run = run(options);
      assertThat(run.code()).as("%s", List.of(options)).isEqualTo(2);
      assertThat(run.err()).doesNotContain("images/s");
    }
    assertThat(run("--against", "x").err()).contains("6 or more images").contains("has 5");
  }
}
