package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentCommandTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(96, 80).people(5, 20).build();

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    ShanghaiTechFiles.write(folder.resolve("part_A/train_data"), PAINTER.dataset(5, 1));
    CrowdDataset unlabeled = PAINTER.dataset(2, 2);
    for (int i = 0; i < unlabeled.size(); i++) {
      Path file = Files.createDirectories(folder.resolve("keyword")).resolve(i + ".png");
      ImageIO.write(unlabeled.image(i).toBufferedImage(), "png", file.toFile());
    }
  }

  private static final List<String> RANKING_NOTHING = List.of("recipe-choices", "label-next");

  private CommandLineRun experiment(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("experiment", name));
    arguments.addAll(List.of("--root", folder.toString()));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    arguments.addAll(List.of("--steps", "1", "--labeled-batch", "1"));
    if (!RANKING_NOTHING.contains(name)) {
      arguments.addAll(List.of("--ranked-groups", "1"));
    }
    arguments.addAll(List.of("--patch-size", "32"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void a_table_is_printed_and_written_beside_the_published_one_and_not_run_twice()
      throws Exception {
    String[] more = {
      "--parts", "a", "--unlabeled-keyword", folder.resolve("keyword").toString(),
    };
    CommandLineRun first = experiment("shanghaitech", more);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("1 step, seed 1", "held out by seed 1", "No test image was looked at")
        .containsPattern(
            "\\| multi-task, keyword \\| [0-9.]+ \\|  \\| [0-9.]+ \\| [0-9.]+ % \\| 73.6 \\| 112.0 \\|")
        .contains("query-by-example\" is left out");
    assertThat(first.err())
        .contains("2 of 2 runs to do", "run 2/2: multi-task, keyword, part A, seed 1");
    Path out = folder.resolve("out");
    assertThat(Files.readString(out.resolve("report.md"))).isEqualTo(first.out());
    assertThat(out.resolve("report.csv")).exists();
    assertThat(Files.readString(out.resolve("report.html"))).contains("data:image/jpeg;base64,");

    CommandLineRun second = experiment("shanghaitech", more);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).contains("0 of 2 runs to do").doesNotContain("run 1/2");

    CommandLineRun other = experiment("shanghaitech", "--parts", "a", "--lambda", "1");
    assertThat(other.code()).isZero();
    CommandLineRun refused = experiment("shanghaitech", "--parts", "a", "--held-out", "0.4");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("other data or options; use another folder or remove it");
  }

  @Test
  void the_ablation_can_be_run_on_a_part_of_shanghaitech() throws Exception {
    CommandLineRun run = experiment("ablation", "--part", "a");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Table 2: what each part adds, on ShanghaiTech part A")
        .contains("The published figures are of UCF_CC_50")
        .containsPattern("\\| \\+ multi-scale sampling \\| [0-9.]+ \\|.*\\| 308.1 \\|");
  }

  @Test
  void choices_of_the_recipe_are_a_table_of_their_own() {
    CommandLineRun run = experiment("recipe-choices", "--parts", "a");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("What each choice of the recipe is worth")
        .contains("| the recipe |", "| distribution matching alone |", "| cells of 4 pixels |");
  }

  @Test
  void wrong_choices_are_wrong_usage() {
    for (String[] wrong :
        new String[][] {
          {"transfer", "--test-split"},
          {"transfer", "--seeds", "1,1"},
          {"transfer", "--held-out", "1"},
          {"transfer", "--report", "table.pdf"},
          {"semi-supervised", "--parts", "C"},
          {"ablation", "--part", "C"},
          {"schemes", "--parts", "a", "--shares", "0"},
          {"schemes", "--parts", "a", "--shares", "10,101"},
        }) {
      CommandLineRun run =
          experiment(wrong[0], List.of(wrong).subList(1, wrong.length).toArray(String[]::new));
      assertThat(run.code()).as(String.join(" ", wrong) + ": " + run.err()).isEqualTo(2);
    }
    assertThat(CommandLineRun.of("experiment").code()).isEqualTo(2);
    assertThat(experiment("transfer", "--test-split").err())
        .contains("part A has no test images to be judged on");
  }

  @Test
  void options_that_only_a_later_row_cannot_take_are_wrong_usage_before_the_first() {
    String keyword = folder.resolve("keyword").toString();
    CommandLineRun tooShort = experiment("ablation", "--part", "a", "--unlabeled-keyword", keyword);
    assertThat(tooShort.code()).as(tooShort.err()).isEqualTo(2);
    assertThat(tooShort.err()).contains("comes to its second task in step 2");
    for (String option : List.of("--labeled-batch", "--ranked-groups")) {
      CommandLineRun none =
          CommandLineRun.of(
              "experiment",
              "shanghaitech",
              "--parts",
              "a",
              "--root",
              folder.toString(),
              "--out",
              folder.resolve("out").toString(),
              option,
              "0");
      assertThat(none.code()).as(none.err()).isEqualTo(2);
      assertThat(none.err()).contains("per step are 1 or more but were 0");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--ranked-groups=1", "--ranking-score=MEAN", "--margin=0", "--nesting=FREE"})
  void what_the_rows_of_the_ranking_choices_say_cannot_be_said_for_all_of_them(String option) {
    CommandLineRun run =
        CommandLineRun.of(
            "experiment",
            "ranking-choices",
            "--root",
            folder.toString(),
            "--out",
            folder.resolve("out").toString(),
            option);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(option.split("=", -1)[0] + " does not apply here");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void options_of_ranking_are_refused_where_nothing_is_ranked() {
    for (String name : RANKING_NOTHING) {
      CommandLineRun run = experiment(name, "--lambda", "5");

      assertThat(run.code()).as(name).isEqualTo(2);
      assertThat(run.err())
          .contains("--lambda does not apply here: nothing is ranked in this table");
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void a_report_that_has_no_folder_is_told_before_the_first_run() {
    String nowhere = folder.resolve("nowhere/report.md").toString();
    CommandLineRun run = experiment("shanghaitech", "--parts", "a", "--report", nowhere);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(nowhere + ": there is no folder").doesNotContain("run 1/");
  }

  @Test
  void a_dataset_that_is_not_there_is_an_input_that_failed() {
    CommandLineRun run = experiment("growing-labels", "--test-split");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("ShanghaiTech part A test").contains("test_data");
    CommandLineRun noFolds =
        experiment("ablation", "--unlabeled-keyword", folder.resolve("none").toString());
    assertThat(noFolds.code()).isEqualTo(1);
  }

  @Test
  void pushes_of_the_ranking_loss_are_held_against_the_truth() {
    String[] command = {
      "experiment",
      "ranking-pushes",
      "--dataset",
      "shanghaitech",
      "--root",
      folder.toString(),
      "--split",
      "A-train",
      "--held-out",
      "0.6",
      "--chains",
      "2"
    };
    CommandLineRun run = CommandLineRun.of(command);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("3/3 counted");
    assertThat(run.out())
        .startsWith("ShanghaiTech part A train (validation): 3 images, 60 pairs of nested crops, ")
        .containsPattern("both help +\\d+\\.\\d % \\(\\d+\\.\\d to \\d+\\.\\d\\)")
        .containsPattern("in none +\\d+\\.\\d %")
        .containsPattern("\\n  4 +\\d+\\.\\d %\n");
    assertThat(CommandLineRun.of(command).out()).isEqualTo(run.out());
    command[command.length - 1] = "0";
    CommandLineRun none = CommandLineRun.of(command);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("chains are 1 to 1000 but were 0");
  }

  @Test
  void suggested_labels_are_held_against_random_ones() {
    CommandLineRun run = experiment("label-next", "--start", "1", "--labels", "2");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("1 pictures to start with", "2 pictures at random", "2 pictures suggested");
    assertThat(run.err()).contains("3 of 3 runs to do");
    CommandLineRun again = experiment("label-next", "--start", "1", "--labels", "2");
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(again.err()).contains("0 of 3 runs to do");
    CommandLineRun tooMany = experiment("label-next", "--labels", "50");
    assertThat(tooMany.code()).isEqualTo(2);
    assertThat(tooMany.err()).contains("there are 4 images to learn from");
  }
}
