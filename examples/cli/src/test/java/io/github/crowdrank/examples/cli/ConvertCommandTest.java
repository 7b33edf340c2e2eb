package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.PointsCsvFolder;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void write() throws IOException {
    source = folder.resolve("source");
    CrowdDataset painted = SyntheticCrowd.builder().size(96, 80).people(5, 9).build().dataset(2, 3);
    new PointsCsvFolder().write(painted, source);
  }

  private CommandLineRun convert(String from, Path root, String to, Path out, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("dataset", "convert", "--dataset", from, "--root", root.toString()));
    command.addAll(List.of("--to", to, "--out", out.toString()));
    command.addAll(List.of(more));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"coco", "cvat", "jsonl", "labelme", "shanghaitech"})
  void there_and_back_keeps_every_point(String format) throws IOException {
    Path out = folder.resolve("out");
    CommandLineRun run = convert("csv", source, format, out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "source: 2 images written to %s, 0 points moved or dropped, 0 faults left out%n"
                .formatted(out));
    assertThat(run.err()).contains("2/2 written");
    Path back = folder.resolve("back");
    assertThat(convert(format, out, "csv", back).code()).isZero();
    AnnotatedImages first = DatasetFormats.named("csv").open(source, "all");
    AnnotatedImages again = DatasetFormats.named("csv").open(back, "all");
    for (int i = 0; i < first.size(); i++) {
      assertThat(again.id(i)).isEqualTo(first.id(i));
      assertThat(again.heads(i)).isEqualTo(first.heads(i));
    }
  }

  @Test
  void what_was_changed_on_the_way_is_listed() throws IOException {
    AnnotatedImages images = DatasetFormats.named("csv").open(source, "all");
    Path points = source.resolve("points");
    Files.writeString(points.resolve(images.id(0) + ".csv"), "x,y\n1,1\n96,2\n");
    Files.writeString(points.resolve(images.id(1) + ".csv"), "x,y\none,1\n");
    Path out = folder.resolve("out");
    CommandLineRun refused = convert("csv", source, "jsonl", out);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains(images.id(1) + ".csv: line 2 is \"one,1\"");
    assertThat(out).doesNotExist();

    CommandLineRun kept =
        convert("csv", source, "jsonl", out, "--faulty", "leave-out", "--outside", "drop");
    assertThat(kept.code()).as(kept.err()).isZero();
    assertThat(kept.out().lines().toList())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("outside image " + images.id(0) + " and was dropped"))
        .anyMatch(line -> line.startsWith("left out: ") && line.contains("line 2 is \"one,1\""))
        .last()
        .asString()
        .endsWith("1 points moved or dropped, 1 faults left out");
    CommandLineRun shifted =
        convert(
            "csv", source, "jsonl", folder.resolve("b"), "--faulty=leave-out", "--origin=matlab");
    assertThat(shifted.out()).contains("0 points moved or dropped, 1 faults left out");
  }

  @Test
  void images_to_leave_out_are_left_out_and_the_others_copied() throws IOException {
    Path out = folder.resolve("out");
    AnnotatedImages all = DatasetFormats.named("csv").open(source, "all");
    Path copied = source.resolve("images").resolve(all.id(1) + ".png");
    Files.write(copied, new byte[] {0}, StandardOpenOption.APPEND);

    CommandLineRun run = convert("csv", source, "coco", out, "--without", all.id(0));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 images written");
    AnnotatedImages left = DatasetFormats.named("coco").open(out, "all");
    assertThat(left.size()).isEqualTo(1);
    assertThat(left.id(0)).isEqualTo(all.id(1));
    assertThat(left.file(0)).hasSameBinaryContentAs(copied);
    assertThat(convert("csv", source, "coco", folder.resolve("b"), "--without", "x").err())
        .contains("has no image [x] to leave out");
  }

  @Test
  void wrong_usage_is_told() {
    Path out = folder.resolve("out");
    assertThat(convert("csv", source, "paper", out).err())
        .contains("datasets are written as [")
        .contains("but not as \"paper\"");
    assertThat(convert("csv", source, "jsonl", out, "--labels", "x").code()).isEqualTo(2);
    assertThat(convert("csv", source, "jsonl", out, "--outside", "x").code()).isEqualTo(2);
    assertThat(convert("csv", source, "jsonl", source).err()).contains("exists already");
  }
}
