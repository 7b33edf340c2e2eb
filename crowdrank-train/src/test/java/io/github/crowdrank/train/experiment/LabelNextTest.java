package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.train.WatchedDataset;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelNextTest {
  @TempDir Path folder;

  private Experiment experiment(int start, Integer... labels) throws IOException {
    return experiment(TinyExperiment.PAINTER.dataset(9, 1), start, labels);
  }

  private Experiment experiment(CrowdDataset train, int start, Integer... labels)
      throws IOException {
    Division part = new Division("part A", train, TinyExperiment.PAINTER.dataset(6, 2));
    ExperimentSetup setup =
        TinyExperiment.setup().seeds(List.of(4L, 5L)).evaluateOn(EvaluateOn.TEST).build();
    return LabelNext.experiment(setup, part, start, List.of(labels), folder);
  }

  private static Set<String> labeled(Experiment experiment, String row, long seed) {
    CrowdDataset images =
        experiment.runs().stream()
            .filter(run -> run.row().equals(row) && run.seed() == seed)
            .findFirst()
            .orElseThrow()
            .labeled();
    return IntStream.range(0, images.size()).mapToObj(images::id).collect(Collectors.toSet());
  }

  @Test
  void suggestions_grow_from_the_same_start_as_random_choice_and_are_kept() throws IOException {
    Experiment experiment = experiment(2, 4, 6);
    assertThat(experiment.rows())
        .containsExactly(
            "2 pictures to start with",
            "4 pictures at random",
            "4 pictures suggested",
            "6 pictures at random",
            "6 pictures suggested");
    Started first = new Started();

    ExperimentResult result = new ExperimentRunner(folder, first).run(experiment);

    assertThat(result.isComplete()).isTrue();
    assertThat(first.runs).hasSize(10);
    for (long seed : new long[] {4, 5}) {
      Set<String> start = labeled(experiment, "2 pictures to start with", seed);
      for (String kind : List.of("at random", "suggested")) {
        Set<String> four = labeled(experiment, "4 pictures " + kind, seed);
        assertThat(four).hasSize(4).containsAll(start);
        assertThat(labeled(experiment, "6 pictures " + kind, seed)).hasSize(6).containsAll(four);
      }
    }
    String table = ReportFormat.MARKDOWN.text(result);
    assertThat(table).contains("\"6 pictures suggested\" against \"6 pictures at random\"");

    Started second = new Started();
    Experiment anew = experiment(2, 4, 6);
    Path kept = folder.resolve("runs/4-pictures-suggested_seed-4/suggested.json");
    Object written = Files.getLastModifiedTime(kept);
    ExperimentResult again = new ExperimentRunner(folder, second).run(anew);
    assertThat(second.runs).isEmpty();
    assertThat(ReportFormat.MARKDOWN.text(again)).isEqualTo(table);
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);

    // What another model chose is not taken for this one's choice.
    String choice = Files.readString(kept);
    Files.writeString(
        kept, choice.replaceAll("\"model_sha256\" : \"..", "\"model_sha256\" : \"xx"));
    labeled(experiment(2, 4, 6), "6 pictures suggested", 4);
    assertThat(Files.readString(kept)).isEqualTo(choice);
  }

  @Test
  void a_stopped_experiment_goes_on() throws IOException {
    List<ExperimentRunner> runner = new ArrayList<>();
    ExperimentListener stopping =
        new ExperimentListener() {
          @Override
          public void onRun(int number, Run run) {
            if (number == 5) {
              runner.get(0).stop();
            }
          }
        };
    runner.add(new ExperimentRunner(folder, stopping));

    ExperimentResult half = runner.get(0).run(experiment(2, 4, 6));
    assertThat(half.isComplete()).isFalse();
    assertThat(half.results()).hasSize(4);
    ExperimentResult whole =
        new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(2, 4, 6));

    assertThat(whole.isComplete()).isTrue();
  }

  @Test
  void an_experiment_is_stopped_while_pictures_are_chosen() throws IOException {
    List<ExperimentRunner> runner = new ArrayList<>();
    List<RunResult> done = new ArrayList<>();
    List<Integer> looked = new ArrayList<>();
    CrowdDataset train =
        new WatchedDataset(
            TinyExperiment.PAINTER.dataset(9, 1),
            index -> {
              if (done.size() == 4) {
                looked.add(index);
                runner.get(0).stop();
              }
            });
    ExperimentListener collecting =
        new ExperimentListener() {
          @Override
          public void onResult(RunResult result) {
            done.add(result);
          }
        };
    runner.add(new ExperimentRunner(folder, collecting));

    ExperimentResult half = runner.get(0).run(experiment(train, 2, 4, 6));

    assertThat(half.results()).hasSize(4);
    assertThat(looked).hasSize(1);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(new ExperimentRunner(folder, collecting).run(experiment(2, 4, 6)).isComplete())
        .isTrue();
  }

  /** Whether the thread is looked at or its channel finds itself closed is a matter of chance. */
  @Test
  void a_stop_that_closes_what_is_read_ends_the_experiment_like_any_other() throws IOException {
    List<RunResult> done = new ArrayList<>();
    CrowdDataset train =
        new WatchedDataset(
            TinyExperiment.PAINTER.dataset(9, 1),
            index -> {
              if (done.size() == 2) {
                throw new ClosedByInterruptException();
              }
            });
    ExperimentListener collecting =
        new ExperimentListener() {
          @Override
          public void onResult(RunResult result) {
            done.add(result);
          }
        };

    ExperimentResult half =
        new ExperimentRunner(folder, collecting).run(experiment(train, 2, 4, 6));

    assertThat(half.results()).hasSize(2);
  }

  @Test
  void a_choice_that_cannot_be_read_is_named() throws IOException {
    new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(2, 4));
    Path kept = folder.resolve("runs/2-pictures-to-start-with_seed-4/suggested.json");
    Files.writeString(kept, "{");

    assertThatThrownBy(
            () -> new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(2, 4)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(kept + " is not JSON");
  }

  @Test
  void numbers_have_to_grow_and_to_be_there() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> experiment(2, 2, 4))
        .withMessageContaining("were [2, 2, 4]");
    assertThatIllegalArgumentException().isThrownBy(() -> experiment(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> experiment(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> experiment(2, 10))
        .withMessage("there are 9 images to learn from but labels were asked for [2, 10]");
  }

  /** The runs that were not done before. */
  private static final class Started implements ExperimentListener {
    private final List<String> runs = new ArrayList<>();

    @Override
    public void onRun(int number, Run run) {
      runs.add(run.id());
    }
  }
}
