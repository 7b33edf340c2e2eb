package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.SparseExpert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file with further weights for pictures of few people, made and taken apart. */
class TwoSetsCommandsTest {
  private static final String CROWD =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg")
          .toString();

  @TempDir private Path folder;

  private Path weights;
  private Path both;
  private Path card;

  @BeforeEach
  void write() throws IOException {
    weights = folder.resolve("weights.crowdrank");
    both = folder.resolve("both.crowdrank");
    card = folder.resolve("card.json");
    ModelFile.write(BundledModel.COMPACT.load().withoutSparse(), weights);
    Files.writeString(card, "{\"name\": \"both\", \"description\": \"for tests\"}");
  }

  private CommandLineRun pack(String... more) {
    List<String> command = new ArrayList<>(List.of("pack", "--card", card.toString(), "--out"));
    command.add(both.toString());
    command.addAll(List.of("--sparse", weights.toString()));
    command.addAll(List.of(more));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  private double count(Path model) {
    CommandLineRun run = CommandLineRun.of("count", "--model", model.toString(), "--json", CROWD);
    assertThat(run.code()).as(run.err()).isZero();
    return Double.parseDouble(run.out().replaceFirst(".*\"count\":([0-9.]+).*\\s*", "$1"));
  }

  @Test
  void the_limit_says_which_set_counts() throws IOException {
    double own = count(weights);

    assertThat(
            pack("--weights", weights.toString(), "--limit", "1000", "--sparse-scale", "2").code())
        .isZero();
    assertThat(count(both)).isCloseTo(2 * own, within(0.001 * own));
    assertThat(CommandLineRun.of("info", "--model", both.toString()).out())
        .contains(
            "for pictures of few people: a second set of weights, where a glance at 288 pixels"
                + " sees fewer than 1000.000 persons per cell");

    assertThat(
            pack(
                    "--weights",
                    weights.toString(),
                    "--limit",
                    "1e-6",
                    "--glance",
                    "64",
                    "--sparse-scale",
                    "2")
                .code())
        .isZero();
    assertThat(count(both)).isCloseTo(own, within(1e-6 * own));
    assertThat(ModelFile.read(both).sparse().orElseThrow().glance()).isEqualTo(64);
  }

  @Test
  void either_set_is_exported_with_a_warning() throws IOException {
    pack("--weights", weights.toString(), "--limit", "1000", "--sparse-scale", "2");
    Path graph = folder.resolve("graph.onnx");
    double own = count(weights);

    CommandLineRun crowds =
        CommandLineRun.of("export", "--model", both.toString(), "--out", graph.toString());
    assertThat(crowds.code()).as(crowds.err()).isZero();
    assertThat(crowds.err())
        .contains("the file has those for crowds alone", "export with --sparse for the other set");
    assertThat(count(graph)).isCloseTo(own, within(1e-3 * own));

    CommandLineRun few =
        CommandLineRun.of(
            "export", "--sparse", "--model", both.toString(), "--out", graph.toString());
    assertThat(few.err()).contains("the file has those for few people alone");
    assertThat(count(graph)).isCloseTo(2 * own, within(1e-3 * own));

    CommandLineRun none =
        CommandLineRun.of(
            "export", "--sparse", "--model", weights.toString(), "--out", graph.toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--sparse is for a model with further weights but");
  }

  @Test
  void what_cannot_be_packed_is_said() throws IOException {
    assertSays(2, "--sparse is for --weights, not for --onnx", "--onnx", "x", "--limit", "1");
    String file = weights.toString();
    assertSays(2, "--limit", "--weights", file);
    assertSays(
        2, "--sparse-scale is positive", "--weights", file, "--limit", "1", "--sparse-scale", "0");
    assertSays(1, "limit is positive and finite but was -1.0", "--weights", file, "--limit", "-1");
    assertSays(1, "glance is 16 to 4096", "--weights", file, "--limit", "1", "--glance", "5");
  }

  @Test
  void a_model_of_two_sets_is_packed_again_with_another_limit() throws IOException {
    pack("--weights", weights.toString(), "--limit", "1", "--sparse-scale", "2");
    CrowdModel before = ModelFile.read(both);
    SparseExpert few = before.sparse().orElseThrow();
    assertThat(few.weights()).isNotEqualTo(before.weights());
    weights = both;

    assertThat(pack("--weights", both.toString(), "--limit", "3", "--glance", "32").code())
        .isZero();

    assertThat(ModelFile.read(both))
        .isEqualTo(before.withSparse(new SparseExpert(few.weights(), 32, 3)));

    CommandLineRun doubled =
        CommandLineRun.of(
            "pack",
            "--weights",
            both.toString(),
            "--scale",
            "2",
            "--card",
            card.toString(),
            "--out",
            both.toString());
    assertThat(doubled.code()).as(doubled.err()).isZero();
    SparseExpert scaled = ModelFile.read(both).sparse().orElseThrow();
    assertThat(scaled.limit()).isEqualTo(6);
    assertThat(scaled.glance()).isEqualTo(32);
    assertThat(scaled.weights()).isNotEqualTo(few.weights());
  }

  private void assertSays(int code, String said, String... more) {
    CommandLineRun run = pack(more);
    assertThat(run.err()).contains(said).doesNotContain("Exception");
    assertThat(run.code()).isEqualTo(code);
  }
}
