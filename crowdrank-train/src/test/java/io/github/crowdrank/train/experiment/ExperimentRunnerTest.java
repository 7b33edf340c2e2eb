package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.Convolutions;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.WatchedDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentRunnerTest {
  private static String uninterrupted = "";

  @TempDir Path folder;

  @BeforeAll
  static void runWithoutStopping(@TempDir Path other) throws IOException {
    uninterrupted =
        ReportFormat.CSV.text(
            new ExperimentRunner(other, new ExperimentListener() {}).run(experiment(3)));
  }

  private static Experiment experiment(int steps) throws IOException {
    return experiment(steps, AutomaticEngine.create());
  }

  private static Experiment experiment(int steps, Engine engine) throws IOException {
    Division part =
        new Division(
            "part A", TinyExperiment.PAINTER.dataset(9, 1), TinyExperiment.PAINTER.dataset(6, 2));
    ExperimentSetup setup =
        TinyExperiment.setup()
            .engine(engine)
            .steps(steps)
            .seeds(List.of(4L, 5L))
            .evaluateOn(EvaluateOn.TEST)
            .build();
    return PaperExperiments.shanghaiTech(setup, List.of(part), TinyExperiment.pools());
  }

  /** Stops or interrupts in a step of a run, both counted from 1. */
  private ExperimentResult stopped(int run, int step, boolean interrupt) throws IOException {
    AtomicReference<ExperimentRunner> running = new AtomicReference<>();
    ExperimentListener stopping =
        new ExperimentListener() {
          private int current;

          @Override
          public void onRun(int number, Run ignored) {
            current = number;
          }

          @Override
          public void onStep(StepReport report) {
            if (current == run && report.step() == step) {
              if (interrupt) {
                Thread.currentThread().interrupt();
              } else {
                Objects.requireNonNull(running.get()).stop();
              }
            }
          }
        };
    ExperimentRunner runner = new ExperimentRunner(folder, stopping);
    running.set(runner);
    return runner.run(experiment(3));
  }

  @ParameterizedTest(name = "in step {1} of run {0}, by an interrupt: {2}")
  @CsvSource({"1, 1, false", "2, 2, true", "4, 3, false", "6, 3, true"})
  void an_experiment_stopped_and_resumed_ends_with_the_table_of_one_that_never_stopped(
      int run, int step, boolean interrupt) throws IOException {
    ExperimentResult half = stopped(run, step, interrupt);
    assertThat(Thread.interrupted()).isEqualTo(interrupt);
    assertThat(half.isComplete()).isFalse();
    assertThat(half.results()).hasSize(run - 1);
    assertThat(ReportFormat.MARKDOWN.text(half))
        .contains("Not complete: %d of 6 runs are done.".formatted(run - 1), "of 2 runs");
    ExperimentResult whole =
        new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(3));

    assertThat(whole.isComplete()).isTrue();
    assertThat(ReportFormat.CSV.text(whole)).isEqualTo(uninterrupted);
  }

  @Test
  void results_of_other_options_and_of_other_experiments_are_refused() throws IOException {
    new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(1));

    assertThatThrownBy(
            () -> new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("result.json is of a run with other data or options");
    JsonNode record = new ObjectMapper().readTree(folder.resolve("experiment.json").toFile());
    assertThat(record.at("/setup/steps").intValue()).isEqualTo(1);
    Experiment other =
        LabelShareExperiments.growingLabels(
            TinyExperiment.setup().build(),
            new Division("part A", TinyExperiment.PAINTER.dataset(9, 1), null),
            UnlabeledPools.none());
    assertThatThrownBy(() -> new ExperimentRunner(folder, new ExperimentListener() {}).run(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"shanghaitech\", not \"growing-labels\"");
  }

  @Test
  void results_of_another_engine_are_refused_where_they_say_what_computed_them()
      throws IOException {
    Experiment experiment = experiment(1, OneDnnEngine.create(Convolutions.DIRECT));
    ExperimentResult first =
        new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment);
    Path result = folder.resolve("runs").resolve(experiment.runs().get(0).id() + "/result.json");
    JsonNode written = new ObjectMapper().readTree(result.toFile());
    assertThat(written.at("/arithmetic").asText())
        .startsWith("oneDNN ")
        .endsWith("direct convolutions");

    Experiment other = experiment(1, Dl4jEngine.create());
    assertThatThrownBy(() -> new ExperimentRunner(folder, new ExperimentListener() {}).run(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "result.json was computed by oneDNN ", "direct convolutions", "not by Deeplearning4j");

    for (Run run : experiment.runs()) {
      Path file = folder.resolve("runs").resolve(run.id() + "/result.json");
      String text = Files.readString(file);
      Files.writeString(file, text.replaceFirst("  \"arithmetic\" : .*\n", ""));
    }
    ExperimentResult older = new ExperimentRunner(folder, new ExperimentListener() {}).run(other);
    assertThat(older.results()).extracting(RunResult::arithmetic).containsOnlyNulls();
    assertThat(ReportFormat.CSV.text(older)).isEqualTo(ReportFormat.CSV.text(first));
  }

  @Test
  void a_damaged_result_is_named() throws IOException {
    Experiment experiment = experiment(1);
    new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment);
    Path result = folder.resolve("runs").resolve(experiment.runs().get(1).id() + "/result.json");
    String text = Files.readString(result);

    Files.writeString(result, text.substring(0, text.length() / 2));
    assertThatThrownBy(
            () -> new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("result.json is not JSON");
    Files.writeString(result, text.replace("\"truth\"", "\"thruth\""));
    assertThatThrownBy(
            () -> new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("result.json: \"truth\" has to be a number but is missing");
  }

  @Test
  void every_choice_is_in_the_records_and_the_model_is_kept() throws IOException {
    Experiment experiment = experiment(2);
    StringWriter progress = new StringWriter();
    ExperimentResult result =
        new ExperimentRunner(
                folder, new ExperimentProgress(new PrintWriter(progress), Duration.ZERO))
            .run(experiment);

    JsonNode all = new ObjectMapper().readTree(folder.resolve("experiment.json").toFile());
    assertThat(all.at("/setup/steps").intValue()).isEqualTo(2);
    assertThat(all.at("/setup/seeds")).hasSize(2);
    assertThat(all.at("/runs")).hasSize(6);
    assertThat(all.at("/scores/2/mae").doubleValue())
        .isEqualTo(result.score("multi-task, keyword", "part A").orElseThrow().mae().mean());
    Path run = folder.resolve("runs").resolve(experiment.runs().get(2).id());
    JsonNode one = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertThat(one.at("/choices/scheme").asText()).isEqualTo("MultiTask[lambda=100.0]");
    assertThat(one.at("/choices/seed").asText()).isEqualTo("4");
    assertThat(one.at("/images")).hasSize(6);
    assertThat(ModelFile.read(run.resolve("model.crowdrank")).card().facts())
        .containsEntry("steps", "2 of 2");
    assertThat(run.resolve("checkpoints")).doesNotExist();
    assertThat(progress.toString())
        .contains("6 of 6 runs to do", "run 6/6: multi-task, keyword, part A, seed 5")
        .containsPattern("run 3/6  step 2/2  loss .* steps/s  0:\\d\\d min left of all runs");
  }

  /** Reads by the evaluation, by the nested crops and by the pictures, of six images. */
  @ParameterizedTest(name = "when an image is read for the {0}th time")
  @ValueSource(ints = {7, 13})
  void a_stop_is_heard_while_crops_are_counted_and_pictures_drawn(int last) throws IOException {
    AtomicReference<ExperimentRunner> running = new AtomicReference<>();
    AtomicInteger reads = new AtomicInteger();
    CrowdDataset judged =
        new WatchedDataset(
            TinyExperiment.PAINTER.dataset(6, 2),
            index -> {
              if (reads.incrementAndGet() == last) {
                Objects.requireNonNull(running.get()).stop();
              }
            });
    ExperimentSetup setup = TinyExperiment.setup().steps(1).evaluateOn(EvaluateOn.TEST).build();
    Experiment experiment =
        PaperExperiments.transfer(
            setup,
            new Division("part A", TinyExperiment.PAINTER.dataset(9, 1), judged),
            TinyExperiment.pools());
    ExperimentRunner runner = new ExperimentRunner(folder, new ExperimentListener() {});
    running.set(runner);

    ExperimentResult result = runner.run(experiment);

    assertThat(reads).hasValue(last);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.results()).isEmpty();
  }

  @Test
  void on_an_interrupted_thread_nothing_is_run_and_the_thread_stays_interrupted()
      throws IOException {
    for (boolean done : new boolean[] {false, true}) {
      if (done) {
        new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(1));
      }
      Thread.currentThread().interrupt();
      ExperimentResult result =
          new ExperimentRunner(folder, new ExperimentListener() {}).run(experiment(1));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(result.isComplete()).isEqualTo(done);
      assertThat(folder.resolve("experiment.json"))
          .content()
          .contains("\"runs_done\" : " + (done ? 6 : 0));
    }
  }
}
