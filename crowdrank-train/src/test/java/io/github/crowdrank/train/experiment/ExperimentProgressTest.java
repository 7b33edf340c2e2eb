package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TaskWeights;
import io.github.crowdrank.train.TrainingScheme;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExperimentProgressTest {
  private static final CrowdDataset IMAGES = TinyExperiment.PAINTER.dataset(2, 1);

  private final AtomicLong seconds = new AtomicLong();
  private final StringWriter printed = new StringWriter();
  private final ExperimentProgress progress =
      new ExperimentProgress(
          new PrintWriter(printed),
          Duration.ZERO,
          () -> Duration.ofSeconds(seconds.get()).toNanos());

  private static Run run(String row, int steps) {
    return new Run(
        row,
        "",
        "",
        1,
        new Recipe(true, true, TrainingScheme.countingOnly(), steps),
        IMAGES,
        null,
        IMAGES);
  }

  /** Each step takes ten seconds. */
  private void step(int step, int of) {
    seconds.addAndGet(10);
    progress.onStep(
        new StepReport(
            step,
            of,
            new TaskWeights(1, 0),
            1,
            1,
            0,
            null,
            1e-3,
            1,
            0.1,
            0,
            Duration.ofSeconds(1)));
  }

  private String lastLine() {
    return printed.toString().lines().reduce((first, second) -> second).orElseThrow();
  }

  private static RunResult result(Run run) {
    return new RunResult(
        run,
        "f",
        null,
        1,
        Map.of(),
        List.of(new ImageCount("a", 1, 1)),
        RankingAccuracy.empty(),
        List.of(),
        Duration.ZERO);
  }

  @Test
  void the_time_left_is_that_of_the_steps_left_whatever_the_length_of_the_runs() {
    Run done = run("done", 500);
    Run shorter = run("short", 2);
    Run longer = run("long", 30);
    Experiment experiment =
        new Experiment(
            "e",
            "E",
            TinyExperiment.setup().steps(2).build(),
            List.of(shorter, done, longer),
            List.of(),
            new PublishedTable(List.of()),
            List.of());

    progress.onStart(experiment, List.of(shorter, longer));
    assertThat(lastLine()).isEqualTo("E: 2 of 3 runs to do");
    progress.onRun(1, shorter);
    step(1, 2);
    assertThat(lastLine()).endsWith("5:10 min left of all runs");
    step(2, 2);
    assertThat(lastLine()).endsWith("5:00 min left of all runs");
    progress.onResult(result(shorter));
    progress.onRun(3, longer);
    // It goes on from its checkpoint.
    step(21, 30);
    assertThat(lastLine()).startsWith("run 3/3  step 21/30").endsWith("1:30 min left of all runs");
  }
}
