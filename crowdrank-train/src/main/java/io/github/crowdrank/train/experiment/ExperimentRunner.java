package io.github.crowdrank.train.experiment;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.split.DatasetFingerprint;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.TrainingResult.Ending;
import io.github.crowdrank.train.chart.DensityFigure;
import io.github.crowdrank.train.chart.TrainingLog;
import io.github.crowdrank.train.evaluation.Evaluator;
import io.github.crowdrank.train.evaluation.NestedOrder;
import io.github.crowdrank.train.experiment.RunResult.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs experiments in a folder. A run that is done is not run again, and one that was stopped goes
 * on from its checkpoint, so the same experiment in the same folder always ends with the same
 * table. {@link #stop} may be called from any thread; all else is for one.
 *
 * <p>The folder holds {@code experiment.json}, which tells every choice, and for each run a folder
 * in {@code runs} with its model, its log, its result and pictures of some of the images it was
 * judged on.
 */
public final class ExperimentRunner {
  private static final int WORST_PICTURES = 3;

  /** Steps that one row of a run's log sums up. */
  private static final int LOGGED = 25;

  private final Path folder;
  private final ExperimentListener listener;
  private volatile boolean stopRequested;
  private volatile @Nullable CrowdTrainer training;

  /** The thread that chooses images to learn from, which only an interrupt ends. */
  private @Nullable Thread choosing;

  /**
   * Prepares to run in a folder.
   *
   * @param folder made if need be
   */
  public ExperimentRunner(Path folder, ExperimentListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** Asks the experiment to save its work and end after the step or image it is at. */
  public void stop() {
    stopRequested = true;
    interruptChoosing();
    CrowdTrainer current = training;
    if (current != null) {
      current.stop();
    }
  }

  /**
   * Runs what is not done yet, to the end or until it is stopped or its thread is interrupted. The
   * interrupt flag is kept.
   *
   * @throws IOException if an image cannot be read or a file not written; the message names it
   * @throws io.github.crowdrank.train.DivergedException if a loss is no longer finite
   * @throws IllegalArgumentException if the setup's options do not fit each other
   * @throws IllegalStateException if the folder holds runs with other data or options or of another
   *     engine or precision, or another experiment
   */
  public ExperimentResult run(Experiment experiment) throws IOException {
    ExperimentRecord record = new ExperimentRecord(folder.resolve("experiment.json"));
    Files.createDirectories(folder);
    List<RunResult> results = new ArrayList<>();
    if (record.exists()) {
      // What is there stays until all runs are known to be of these options.
      record.checkOwner(experiment);
    } else {
      write(record, new ExperimentResult(experiment, results));
    }
    listener.onStart(
        experiment, experiment.runs().stream().filter(run -> !folderOf(run).isDone()).toList());
    for (int i = 0; i < experiment.runs().size(); i++) {
      Run run = experiment.runs().get(i);
      RunResult result = one(experiment, run, i + 1);
      if (result == null) {
        break;
      }
      results.add(result);
    }
    ExperimentResult result = new ExperimentResult(experiment, results);
    write(record, result);
    return result;
  }

  /** A thread whose interrupt flag is set cannot use file channels: it is set again afterwards. */
  private static void write(ExperimentRecord record, ExperimentResult result) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      record.write(result);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RunFolder folderOf(Run run) {
    return RunFolder.of(folder, run.id());
  }

  /** Returns null if it was stopped. */
  private @Nullable RunResult one(Experiment experiment, Run run, int number) throws IOException {
    RunFolder place = folderOf(run);
    TrainingListener steps =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            listener.onStep(report);
          }
        };
    CrowdTrainer trainer =
        new RunTrainer(experiment.title(), experiment.setup())
            .trainer(
                run, place.checkpoints(), List.of(steps, new TrainingLog(place.log(), LOGGED)));
    String fingerprint = fingerprint(trainer, run);
    if (fingerprint == null) {
      return null;
    }
    RunResult known = place.result(run, fingerprint, trainer::arithmetic);
    if (known != null) {
      return known;
    }
    training = trainer;
    if (stopping()) {
      return null;
    }
    long start = System.nanoTime();
    listener.onRun(number, run);
    Files.createDirectories(place.folder());
    TrainingResult trained = trainer.run();
    if (trained.ending() == Ending.INTERRUPTED) {
      return null;
    }
    try {
      return judged(
          experiment.setup(),
          run,
          trained.model(),
          fingerprint,
          trainer.arithmetic(),
          place,
          start);
    } catch (CancellationException | ClosedByInterruptException e) {
      return null;
    }
  }

  /** Returns null if it was stopped while the images to learn from were chosen. */
  private @Nullable String fingerprint(CrowdTrainer trainer, Run run) throws IOException {
    choosing(Thread.currentThread());
    try {
      return trainer.fingerprint() + "-" + DatasetFingerprint.of(run.evaluated()).hex();
    } catch (CancellationException | ClosedByInterruptException e) {
      return null;
    } catch (UncheckedIOException e) {
      // Of images that are chosen when their ids are asked for, which declares no exception.
      if (e.getCause() instanceof ClosedByInterruptException) {
        return null;
      }
      throw Objects.requireNonNull(e.getCause());
    } finally {
      choosing(null);
    }
  }

  private synchronized void choosing(@Nullable Thread thread) {
    choosing = thread;
    if (stopRequested) {
      if (thread == null) {
        // Of stop(); nobody else's is needed any more, for all ends now.
        Thread.interrupted();
      } else {
        thread.interrupt();
      }
    }
  }

  private synchronized void interruptChoosing() {
    if (choosing != null) {
      choosing.interrupt();
    }
  }

  private boolean stopping() {
    return stopRequested || Thread.currentThread().isInterrupted();
  }

  private void endIfStopping() {
    if (stopping()) {
      throw new CancellationException();
    }
  }

  private RunResult judged(
      ExperimentSetup setup,
      Run run,
      CrowdModel model,
      String fingerprint,
      String arithmetic,
      RunFolder place,
      long start)
      throws IOException {
    List<ImageCount> images;
    RankingAccuracy order;
    List<Picture> pictures;
    try (CrowdCounter counter = CrowdCounter.builder(model).engine(setup.engine()).build()) {
      Evaluator evaluator =
          Evaluator.builder()
              .countsOnly()
              .listener((done, total, result) -> endIfStopping())
              .build();
      images =
          evaluator.evaluate(counter, run.evaluated()).images().stream()
              .map(result -> new ImageCount(result.id(), result.truth(), result.estimate()))
              .toList();
      order =
          NestedOrder.of(
              counter,
              run.evaluated().unlabeled(),
              setup.rankedPatches(),
              setup.heldOutSeed(),
              (done, total) -> endIfStopping());
      pictures = pictures(counter, run.evaluated(), images, place.folder());
    }
    ModelFile.write(model, place.model());
    RunResult result =
        new RunResult(
            run,
            fingerprint,
            arithmetic,
            meanCount(run.labeled()),
            model.card().facts(),
            images,
            order,
            pictures,
            Duration.ofNanos(System.nanoTime() - start));
    place.save(result);
    listener.onResult(result);
    return result;
  }

  /** The worst images and, to be fair, the best one. */
  private List<Picture> pictures(
      CrowdCounter counter, CrowdDataset dataset, List<ImageCount> images, Path folder)
      throws IOException {
    List<Integer> worstFirst =
        IntStream.range(0, images.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(images.get(i).error())))
            .toList();
    List<Integer> chosen =
        new ArrayList<>(worstFirst.subList(0, Math.min(WORST_PICTURES, images.size())));
    if (images.size() > WORST_PICTURES) {
      chosen.add(worstFirst.get(images.size() - 1));
    }
    List<Picture> pictures = new ArrayList<>();
    for (int index : chosen) {
      endIfStopping();
      Path file = folder.resolve("picture-" + (pictures.size() + 1) + ".jpg");
      RgbImage image = dataset.image(index);
      DensityFigure.writeJpeg(
          DensityFigure.withImage(image, dataset.heads(index), counter.estimate(image)), file);
      pictures.add(new Picture(file, images.get(index)));
    }
    return pictures;
  }

  private static double meanCount(CrowdDataset dataset) throws IOException {
    double sum = 0;
    for (int i = 0; i < dataset.size(); i++) {
      sum += dataset.heads(i).size();
    }
    return sum / dataset.size();
  }
}
