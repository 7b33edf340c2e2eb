package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import io.github.crowdrank.train.chart.LogRow;
import io.github.crowdrank.train.chart.TrainingLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandsTest {
  @TempDir Path folder;

  private final CrowdDataset painted =
      SyntheticCrowd.builder().size(96, 80).people(5, 20).build().dataset(4, 3);

  @BeforeEach
  void write() throws Exception {
    CsvFiles.write(folder, painted);
  }

  @Test
  void evaluate_prints_one_json_object_and_nothing_else() throws Exception {
    Path csv = folder.resolve("out.txt");

    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--dataset",
            "csv",
            "--root",
            folder.toString(),
            "--json",
            "--csv",
            csv.toString());

    assertThat(run.code()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.get("images").intValue()).isEqualTo(4);
    assertThat(line.get("mae").doubleValue()).isBetween(0.0, 100.0);
    assertThat(line.get("mse").doubleValue()).isGreaterThanOrEqualTo(line.get("mae").doubleValue());
    assertThat(line.get("nae").doubleValue()).isGreaterThanOrEqualTo(0);
    assertThat(Files.readAllLines(csv)).hasSize(5);
    assertThat(run.err()).contains("4/4 images");
  }

  @Test
  void evaluate_can_take_what_a_training_held_out() throws Exception {
    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--dataset",
            "csv",
            "--root",
            folder.toString(),
            "--json",
            "--held-out",
            "0.5");

    assertThat(new ObjectMapper().readTree(run.out()).get("images").intValue()).isEqualTo(2);
  }

  @Test
  void evaluate_reads_the_layout_of_shanghaitech() throws Exception {
    Path division = folder.resolve("part_B/test_data");
    ShanghaiTechFiles.write(division, painted.subset("two", List.of(0, 1)));
    double error = 0;
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (int i = 0; i < 2; i++) {
        Path image = division.resolve("images/IMG_" + (i + 1) + ".jpg");
        error += Math.abs(counter.count(image) - painted.heads(i).size()) / 2;
      }
    }

    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--dataset",
            "shanghaitech",
            "--root",
            folder.toString(),
            "--split",
            "B-test",
            "--json");

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(run.out());
    assertThat(line.get("images").intValue()).isEqualTo(2);
    assertThat(line.get("mae").doubleValue()).isCloseTo(error, within(1e-3));
  }

  @Test
  void formats_are_listed_and_unknown_ones_are_wrong_usage() {
    CommandLineRun run = CommandLineRun.of("dataset", "formats");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("shanghaitech").contains("A-train, A-test, B-train, B-test");

    CommandLineRun wrong = CommandLineRun.of("evaluate", "--dataset", "xyz", "--root", "none");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no dataset format \"xyz\" but [");
  }

  @Test
  void wrong_shares_and_steps_are_wrong_usage() {
    String root = folder.toString();
    assertThat(
            CommandLineRun.of("evaluate", "--dataset", "csv", "--root", root, "--held-out", "2")
                .code())
        .isEqualTo(2);
    for (String[] wrong :
        new String[][] {
          {"--steps", "0"},
          {"--validation", "1.5"},
          {"--validation", "-1"},
          {"--best", "--validation", "0"},
          {"--scheme", "counting", "--lambda", "3"},
          {"--turns", "1,2"},
          {"--empty-scenes", "-1"},
          {"--learning-rate", "0"},
          {"--turns", "0"}
        }) {
      List<String> command =
          new ArrayList<>(List.of("train", "--dataset", "csv", "--root", root, "--out", "x"));
      command.addAll(List.of(wrong));
      assertThat(CommandLineRun.of(command.toArray(String[]::new)).code())
          .as("%s", List.of(wrong))
          .isEqualTo(2);
    }
  }

  @Test
  void pack_makes_a_model_of_weights_and_a_card() throws Exception {
    CrowdModel bundled = BundledModel.COMPACT.load();
    Path weights = folder.resolve("weights.safetensors");
    new Safetensors(Map.of(), bundled.weights().tensors()).write(weights, NumberFormat.F32);
    Path card =
        Files.writeString(
            folder.resolve("card.json"), "{\"name\":\"n\",\"description\":\"d\",\"terms\":\"t\"}");
    Path out = folder.resolve("packed.crowdrank");

    CommandLineRun run =
        CommandLineRun.of(
            "pack",
            "--weights",
            weights.toString(),
            "--card",
            card.toString(),
            "--out",
            out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    CrowdModel packed = ModelFile.read(out);
    assertThat(packed.weights()).isEqualTo(bundled.weights());
    assertThat(packed.card()).isEqualTo(new ModelCard("n", "d", Map.of("terms", "t")));
    Files.writeString(card, "[1]");
    assertThat(
            CommandLineRun.of(
                    "pack",
                    "--weights",
                    weights.toString(),
                    "--card",
                    card.toString(),
                    "--out",
                    out.toString())
                .err())
        .contains("card.json");
  }

  @Test
  void pack_scales_every_count() throws Exception {
    Path card =
        Files.writeString(folder.resolve("card.json"), "{\"name\":\"n\",\"description\":\"d\"}");
    Path model = folder.resolve("model.crowdrank");
    ModelFile.write(BundledModel.COMPACT.load(), model, NumberFormat.F32);
    Path out = folder.resolve("scaled.crowdrank");
    List<String> command =
        List.of("pack", "--weights", model.toString(), "--card", card.toString(), "--scale");

    for (String scale : List.of("0", "NaN", "1.25")) {
      List<String> whole = new ArrayList<>(command);
      whole.addAll(List.of(scale, "--out", out.toString()));
      CommandLineRun run = CommandLineRun.of(whole.toArray(String[]::new));
      assertThat(run.code()).as(run.err()).isEqualTo(scale.equals("1.25") ? 0 : 2);
    }

    RgbImage image =
        SyntheticCrowd.builder().size(160, 128).people(9, 9).build().dataset(1, 4).image(0);
    try (CrowdCounter before = CrowdCounter.load(BundledModel.COMPACT);
        CrowdCounter after = CrowdCounter.load(out)) {
      double count = before.estimate(image).count();
      assertThat(count).isPositive();
      assertThat(after.estimate(image).count()).isCloseTo(1.25 * count, within(1e-4 * count));
    }
  }

  @Test
  void a_folder_that_is_no_dataset_is_named() {
    CommandLineRun run =
        CommandLineRun.of("evaluate", "--dataset", "shanghaitech", "--root", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(folder.toString()).contains("part_A");
  }

  @Test
  void train_writes_a_model_that_says_how_it_was_made_and_goes_on_where_it_stopped()
      throws Exception {
    Path model = folder.resolve("trained.crowdrank");
    String[] command = {
      "train",
      "--dataset",
      "csv",
      "--root",
      folder.toString(),
      "--steps",
      "2",
      "--log",
      folder.resolve("training.log").toString(),
      "--tensorboard",
      folder.resolve("events").toString(),
      "--validation",
      "0.25",
      "--validate-every",
      "1",
      "--labeled-batch",
      "1",
      "--ranked-groups",
      "1",
      "--half",
      "--disk-cache",
      folder.resolve("decoded").toString(),
      "--out",
      model.toString()
    };

    assertThat(CommandLineRun.of(command).code()).isZero();
    assertThat(folder.resolve("decoded")).isNotEmptyDirectory();
    assertThat(folder.resolve("events")).isDirectoryContaining("glob:**events.out.tfevents.*");
    assertThat(TrainingLog.read(folder.resolve("training.log")))
        .extracting(LogRow::step)
        .contains(2);
    CrowdModel trained = ModelFile.read(model);
    assertThat(trained.card().facts()).containsEntry("steps", "2 of 2").containsEntry("seed", "1");
    assertThat(Files.size(model)).isLessThan(8_000_000);
    assertThat(CommandLineRun.of(command).code()).isZero();
    assertThat(ModelFile.read(model).weights()).isEqualTo(trained.weights());

    CommandLineRun info = CommandLineRun.of("info", "--model", model.toString());
    assertThat(info.out()).contains("2,073,345 parameters").contains("seed: 1");
  }

  @Test
  void a_log_that_cannot_be_written_is_a_sentence_and_the_work_so_far_is_kept() throws Exception {
    String taken = Files.writeString(folder.resolve("taken"), "").toString();
    List<String> command =
        new ArrayList<>(
            List.of("train", "--dataset", "csv", "--root", folder.toString(), "--steps", "2"));
    command.addAll(List.of("--scheme", "counting", "--labeled-batch", "1", "--validation", "0"));
    command.addAll(List.of("--tensorboard", taken, "--out", folder.resolve("m").toString()));

    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("crowdrank: " + taken + ": exists already");
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(folder.resolve("m.checkpoints"))
        .isDirectoryContaining("glob:**step-0000000001.checkpoint");
  }

  @Test
  void train_goes_on_from_a_model_and_draws_a_split_twice() throws Exception {
    Path model = folder.resolve("further.crowdrank");
    List<String> command =
        new ArrayList<>(
            List.of("train", "--dataset", "csv", "--root", folder.toString(), "--steps", "1"));
    command.addAll(List.of("--scheme", "counting", "--labeled-batch", "1", "--validation", "0"));
    command.addAll(
        List.of(
            "--from",
            "bundled",
            "--turns",
            "2",
            "--learning-rate",
            "1e-4",
            "--out",
            model.toString()));

    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));

    assertThat(run.code()).as(run.err()).isZero();
    CrowdModel trained = ModelFile.read(model);
    assertThat(firstLayer(trained).values())
        .containsExactly(firstLayer(BundledModel.COMPACT.load()).values(), within(0f));
    assertThat(trained.weights()).isNotEqualTo(BundledModel.COMPACT.load().weights());
    assertThat(trained.card().facts().toString()).contains("turn 2");

    command.addAll(List.of("--weights", "weights.safetensors"));
    CommandLineRun both = CommandLineRun.of(command.toArray(String[]::new));
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("either --from or --weights");
  }

  /** The first layer learns nothing with the preset that is the default. */
  private static Tensor firstLayer(CrowdModel model) {
    return Objects.requireNonNull(model.weights().tensors().get("conv1.weight"));
  }
}
