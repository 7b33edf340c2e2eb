package io.github.crowdrank.train;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.model.ModelFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small training in a JVM of its own, where everything that a checkpoint holds is in use: an
 * average, clipping, the best weights, validations.
 *
 * @param engine {@code onednn} or {@code dl4j}
 * @param scheme number of a scheme of {@link SmallTraining#schemes}
 * @param steps in all
 */
record KilledTraining(String engine, int scheme, int steps) {
  private static final String STEP = "step ";

  /** Trains from the newest checkpoint to the end: the three numbers, a folder, a model file. */
  public static void main(String[] arguments) throws IOException {
    KilledTraining training =
        new KilledTraining(
            arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    TrainingResult result = training.trainer(Path.of(arguments[3])).run();
    ModelFile.write(result.model(), Path.of(arguments[4]));
  }

  private CrowdTrainer trainer(Path checkpoints) {
    Engine chosen = engine.equals("dl4j") ? Dl4jEngine.create() : OneDnnEngine.create();
    return SmallTraining.builder(SmallTraining.schemes().skip(scheme).findFirst().orElseThrow())
        .engine(chosen)
        .steps(steps)
        .loaderThreads(2)
        .validation(SmallTraining.PAINTER.dataset(2, 99), 7)
        .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
        .checkpoints(checkpoints, 2)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                System.out.println(STEP + report.step());
              }
            })
        .build();
  }

  /**
   * Starts the training and kills it: one time in five while it starts, else within some steps.
   *
   * @return whether it was killed before it ended
   */
  boolean startAndKill(Path checkpoints, Path model, RandomGenerator random)
      throws IOException, InterruptedException {
    boolean early = random.nextInt(5) == 0;
    int wanted = early ? 0 : 1 + random.nextInt(10);
    Process process = start(checkpoints, model);
    try (BufferedReader out = TestJvm.output(process)) {
      // Newer Javas print warnings of native libraries among the steps.
      StringBuilder said = new StringBuilder();
      for (int seen = 0; seen < wanted; ) {
        String line = out.readLine();
        if (line == null && process.waitFor() != 0) {
          throw new IllegalStateException("the training failed: " + said);
        }
        if (line == null) {
          return false;
        }
        said.append(line).append('\n');
        seen += line.startsWith(STEP) ? 1 : 0;
      }
      Thread.sleep(random.nextInt(early ? 3000 : 25));
      return process.isAlive();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Starts the training and waits for its end. */
  void toEnd(Path checkpoints, Path model) throws IOException, InterruptedException {
    TestJvm.toEnd(start(checkpoints, model));
  }

  private Process start(Path checkpoints, Path model) throws IOException {
    return TestJvm.start(
        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        KilledTraining.class,
        List.of(
            engine,
            Integer.toString(scheme),
            Integer.toString(steps),
            checkpoints.toString(),
            model.toString()));
  }
}
