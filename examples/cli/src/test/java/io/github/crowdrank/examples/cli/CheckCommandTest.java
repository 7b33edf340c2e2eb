package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    CrowdDataset painted = SyntheticCrowd.builder().size(96, 80).build().dataset(3, 3);
    for (int i = 0; i < painted.size(); i++) {
      ImageIO.write(
          painted.image(i).toBufferedImage(), "png", folder.resolve("p" + i + ".png").toFile());
      Files.writeString(folder.resolve("p" + i + ".csv"), "10.5,20\n30,40.5\n");
    }
  }

  private CommandLineRun check(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("dataset", "check", "--dataset", "csv", "--root", folder.toString()));
    command.addAll(List.of(more));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  @Test
  void a_report_that_has_no_folder_is_told_before_anything_is_looked_at() {
    String nowhere = folder.resolve("nowhere/report.md").toString();
    CommandLineRun run =
        CommandLineRun.of(
            "dataset", "check", "--dataset", "csv", "--root", "no-such", "--report", nowhere);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(nowhere + ": there is no folder");
  }

  @Test
  void a_sound_dataset_is_summed_up_and_exits_with_0() {
    CommandLineRun run = check("--threads", "2");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("| 3 | 6 | 2 | 2.0 | 2 | 0 | 96x80 |")
        .contains("0 errors, 0 suspicions, 0 notes.");
    assertThat(run.err()).contains("3/3 images").contains("0 s left");
  }

  @Test
  void errors_are_named_and_exit_with_1_and_everything_is_written() throws Exception {
    Files.writeString(folder.resolve("p1.csv"), "10.5,20\n96,40.5\n");
    Files.delete(folder.resolve("p2.csv"));
    Path markdown = folder.resolve("report.md");
    Path json = folder.resolve("report.json");
    Path histogram = folder.resolve("counts.svg");

    CommandLineRun run =
        check(
            "--report",
            markdown.toString(),
            "--json",
            json.toString(),
            "--histogram",
            histogram.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("p2.png`: it has no annotation")
        .contains("p1.csv`: 1 of 2 points of image p1 lie outside its 96x80 pixels: point 2")
        .contains("2 errors, 0 suspicions, 0 notes.");
    assertThat(markdown).hasContent(run.out());
    assertThat(new ObjectMapper().readTree(json.toFile()).get("faults")).hasSize(2);
    assertThat(histogram).content().startsWith("<svg ");
  }

  @Test
  void what_was_found_is_told_though_its_report_cannot_be_written() {
    // No file system here has names as long as that of its temporary neighbour.
    String markdown = folder.resolve("a".repeat(240) + ".md").toString();

    CommandLineRun run = check("--report", markdown);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("0 errors, 0 suspicions, 0 notes.");
    assertThat(run.err()).contains("crowdrank: " + markdown + ": ").doesNotContain("Exception");
  }

  @Test
  void suspicions_are_no_errors() throws Exception {
    Files.writeString(folder.resolve("p1.csv"), "10.5,20\n10.5,20\n");

    CommandLineRun run = check();

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("## duplicate point (suspicion): 1");
  }

  /** Of a dataset of another layout nothing is found, which is not to look like a sound one. */
  @Test
  void a_folder_in_which_there_is_nothing_to_check_is_an_error() throws Exception {
    Path other = folder.resolve("other");
    Files.createDirectories(other.resolve("frames"));
    for (String format : List.of("csv", "labelme", "voc", "ucf-cc-50")) {
      CommandLineRun run =
          CommandLineRun.of("dataset", "check", "--dataset", format, "--root", other.toString());

      assertThat(run.code()).as(format).isEqualTo(1);
      assertThat(run.err())
          .contains("there is nothing to check in " + other)
          .contains("the format " + format + ", which is ");
    }
  }

  @Test
  void wrong_usage_exits_with_2_and_a_missing_folder_with_1() {
    assertThat(check("--threads", "0").code()).isEqualTo(2);
    assertThat(check("--split", "none").code()).isEqualTo(2);
    CommandLineRun missing =
        CommandLineRun.of("dataset", "check", "--dataset", "csv", "--root", "no-such-folder");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("no-such-folder");
  }
}
