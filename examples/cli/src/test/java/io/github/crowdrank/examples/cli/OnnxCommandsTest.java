package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxCommandsTest {
  private static final String PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg")
          .toString();

  private static final String CARD =
      """
      {"name": "theirs", "description": "for tests", "stride": 8, "sizeMultiple": 16, "receptiveField": 400,
       "preprocessing": {"order": "RGB", "mean": [127.5, 127.5, 127.5],
                         "scale": [127.5, 127.5, 127.5]}}
      """;

  @TempDir private Path folder;

  @Test
  void an_exported_model_and_a_packed_graph_count_as_the_model_does() throws Exception {
    Path model = folder.resolve("crowds.crowdrank");
    ModelFile.write(BundledModel.COMPACT.load().withoutSparse(), model);
    String exported = folder.resolve("compact.onnx").toString();
    CommandLineRun export =
        CommandLineRun.of("export", "--model", model.toString(), "--out", exported);
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.err()).isEqualToIgnoringNewLines("wrote " + exported);
    assertThat(export.out()).isEmpty();
    String card = Files.writeString(folder.resolve("card.json"), CARD).toString();
    String packed = folder.resolve("theirs.onnx").toString();
    CommandLineRun pack =
        CommandLineRun.of("pack", "--onnx", exported, "--card", card, "--out", packed);
    assertThat(pack.code()).as(pack.err()).isZero();
    assertThat(pack.err()).isEqualToIgnoringNewLines("wrote " + packed);

    String expected = CommandLineRun.of("count", "--model", model.toString(), PHOTO).out();

    assertThat(CommandLineRun.of("count", "--model", exported, PHOTO).out()).isEqualTo(expected);
    assertThat(CommandLineRun.of("count", "--model", packed, PHOTO).out()).isEqualTo(expected);
    assertThat(CommandLineRun.of("info", "--model", packed).out())
        .startsWith("theirs")
        .contains("an ONNX graph of 8,");
  }

  @Test
  void an_export_says_that_a_correction_of_counts_is_not_in_the_graph() throws Exception {
    Path corrected = folder.resolve("corrected.crowdrank");
    CountCurve curve = new CountCurve(List.of(new CountCurve.Point(10, 12)));
    CrowdModel one = BundledModel.COMPACT.load().withoutSparse();
    ModelFile.write(one.withCalibration(new Calibration(curve, List.of())), corrected);
    Path out = folder.resolve("corrected.onnx");

    CommandLineRun run =
        CommandLineRun.of("export", "--model", corrected.toString(), "--out", out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("corrected by a curve that is not in the graph", "crowdrank.calibration");
    assertThat(ModelFile.read(out).calibration().curve()).isEqualTo(curve);
  }

  @Test
  void what_does_not_fit_is_said_and_the_model_that_was_there_stays() throws Exception {
    Path out = Files.writeString(folder.resolve("model.onnx"), "the old one");
    Path graph = Files.writeString(folder.resolve("graph.onnx"), "no graph");
    String card = Files.writeString(folder.resolve("card.json"), CARD).toString();

    CommandLineRun refused =
        CommandLineRun.of(
            "pack", "--onnx", graph.toString(), "--card", card, "--out", out.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("graph.onnx is no ONNX graph").doesNotContain("Exception");
    assertThat(out).hasContent("the old one");

    assertThat(
            CommandLineRun.of(
                    "pack", "--onnx", graph.toString(), "--half", "--card", card, "--out", "x")
                .code())
        .isEqualTo(2);
    assertThat(CommandLineRun.of("pack", "--card", card, "--out", "x").code()).isEqualTo(2);
    CommandLineRun cuda = CommandLineRun.of("count", "--cuda", "0", PHOTO);
    assertThat(cuda.code()).isEqualTo(1);
    assertThat(cuda.err()).contains("onnxruntime_gpu").doesNotContain("Exception");
  }

  /** A file that PyTorch wrote, and one of another program. */
  @Test
  void weights_of_pytorch_are_told_by_their_content() throws Exception {
    Path files =
        Path.of(
            System.getProperty("crowdrank.root"),
            "crowdrank-core/src/test/resources/io/github/crowdrank/pytorch");
    String card = Files.writeString(folder.resolve("c.json"), "{}").toString();
    for (String name : new String[] {"kinds.pth", "command.pth", "legacy.pth"}) {
      Path file = files.resolve(name);
      CommandLineRun run =
          CommandLineRun.of("pack", "--weights", file.toString(), "--card", card, "--out", "x");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains(
              name.equals("kinds.pth")
                  ? "needs tensor \"conv1.weight\""
                  : name.equals("command.pth") ? "posix.system" : "since PyTorch 1.6");
    }
  }

  @Test
  void a_folder_or_bytes_in_place_of_a_file_are_said_by_its_name() throws Exception {
    String card = Files.writeString(folder.resolve("card.json"), CARD).toString();
    Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xe9, '}'});
    String inside = Files.createDirectory(folder.resolve("inside")).toString();
    String weights = folder.resolve("w.safetensors").toString();
    assertSays(inside + " is a folder", "pack", "--onnx", inside, "--card", card, "--out", "x");
    assertSays(inside + " is a folder", "pack", "--weights", inside, "--card", card, "--out", "x");
    assertSays(inside + " is ", "pack", "--onnx", weights, "--card", inside, "--out", "x");
    assertSays(latin + " is ", "pack", "--onnx", weights, "--card", latin, "--out", "x");
    ModelFile.write(BundledModel.COMPACT.load(), Path.of(weights));
    assertSays(inside + " is ", "pack", "--weights", weights, "--card", inside, "--out", "x");
    assertSays(latin + " is ", "pack", "--weights", weights, "--card", latin, "--out", "x");
  }

  private static void assertSays(String said, Object... arguments) {
    CommandLineRun run =
        CommandLineRun.of(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    assertThat(run.err()).startsWith("crowdrank: " + said).doesNotContain("Exception");
    assertThat(run.code()).isEqualTo(1);
  }
}
