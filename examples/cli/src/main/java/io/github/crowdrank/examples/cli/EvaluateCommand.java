package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.PairedComparison;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.Evaluator;
import io.github.crowdrank.train.evaluation.ImageResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts a dataset and compares with its annotations, and one model with another. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Counts a dataset and compares with its annotations.")
final class EvaluateCommand implements Callable<Integer> {
  private static final int FEWEST_FOR_INTERVALS = 2;

  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private ModelOption model;

  @Mixin private ModeOptions mode;

  @Mixin private HeldOutOptions heldOut;

  @Option(
      names = "--bands",
      split = ",",
      paramLabel = "COUNT",
      description = "errors by true count: the last count of each band (default: 0,100,500,5000)")
  private @Nullable List<Integer> bands;

  @Option(
      names = "--intervals",
      description = "95 %% confidence intervals of the errors, by resampling the images")
  private boolean intervals;

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "a second model file, compared image by image")
  private @Nullable Path against;

  @Option(
      names = "--keep-going",
      description = "goes on after images that cannot be read; the exit code is 1 all the same")
  private boolean keepGoing;

  @Option(names = "--csv", paramLabel = "FILE", description = "writes one line per image")
  private @Nullable Path csv;

  @Mixin private EvaluationPictures pictures;

  @Option(names = "--json", description = "prints one JSON object and nothing else")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    DensityBands chosenBands = bands();
    CrowdDataset images = DatasetOptions.together(heldOut.of(dataset, spec.commandLine()));
    requireEnough(images);
    requirePlaces();
    if (pictures.drawsMaps() && mode.isSliding()) {
      throw new ParameterException(
          spec.commandLine(), "--maps draws what one pass makes, so not with --mode sliding");
    }
    CrowdModel second = against == null ? null : ModelFile.read(against);
    Evaluation evaluation;
    boolean written;
    try (CrowdCounter counter = model.counter()) {
      evaluation = evaluate(counter, images);
      written = write(evaluation, counter, images);
    }
    boolean comparable =
        second != null && areEnough(evaluation, PairedComparison.FEWEST_IMAGES, "--against");
    Evaluation other =
        second != null && comparable ? countedAlike(second, evaluation, images) : null;
    boolean resampled = intervals && areEnough(evaluation, FEWEST_FOR_INTERVALS, "--intervals");
    EvaluationReport report =
        new EvaluationReport(
            evaluation, chosenBands, resampled ? Bootstrap.standard() : null, against, other);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() + "\n" : report.text());
    out.flush();
    return written && evaluation.failures().isEmpty() && comparable == (other != null) ? 0 : 1;
  }

  /**
   * Says whether it could. What took hours is told all the same, should a disk be full, and one
   * file that cannot be written keeps no other from being; and what is asked for besides is kept
   * before a second model takes as long.
   */
  private boolean write(Evaluation evaluation, CrowdCounter counter, CrowdDataset images) {
    boolean table = isDone(() -> writeTable(evaluation));
    boolean scatter = isDone(() -> pictures.writeScatter(evaluation));
    boolean maps = isDone(() -> pictures.writeMaps(evaluation, counter, images));
    return table && scatter && maps;
  }

  private void writeTable(Evaluation evaluation) throws IOException {
    if (csv != null) {
      evaluation.writeCsv(csv);
    }
  }

  /** A file to write. */
  @FunctionalInterface
  private interface Output {
    void write() throws IOException;
  }

  private boolean isDone(Output output) {
    try {
      output.write();
      return true;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      spec.commandLine().getErr().println("crowdrank: " + Problems.sentence(e));
      return false;
    }
  }

  /** What the second model counts; null if it does not count the same images. */
  private @Nullable Evaluation countedAlike(
      CrowdModel second, Evaluation first, CrowdDataset images) {
    String reason;
    try (CrowdCounter counter = CrowdCounter.builder(second).build()) {
      Evaluation other = evaluate(counter, images);
      if (ids(other).equals(ids(first))) {
        return other;
      }
      reason = "the two models could not count the same images";
    } catch (IOException | EngineException | IllegalArgumentException | OutOfMemoryError e) {
      reason = Problems.sentence(e);
    }
    spec.commandLine().getErr().printf("crowdrank: --against is left out: %s%n", reason);
    return null;
  }

  private static List<String> ids(Evaluation evaluation) {
    return evaluation.images().stream().map(ImageResult::id).toList();
  }

  private DensityBands bands() {
    try {
      return bands == null ? DensityBands.nwpu() : new DensityBands(bands);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Before everything is counted in vain. */
  private void requireEnough(CrowdDataset images) {
    int fewest =
        against != null ? PairedComparison.FEWEST_IMAGES : intervals ? FEWEST_FOR_INTERVALS : 0;
    if (images.size() < fewest) {
      throw new ParameterException(
          spec.commandLine(),
          "%s needs %d or more images but %s has %d"
              .formatted(
                  against != null ? "--against" : "--intervals",
                  fewest,
                  images.name(),
                  images.size()));
    }
  }

  /** So that nothing is lost for want of a folder after everything was counted. */
  private void requirePlaces() throws IOException {
    if (csv != null) {
      AtomicFile.requirePlace(csv);
    }
    pictures.requirePlaces();
  }

  /** Images that cannot be counted may leave too few; what was counted is told all the same. */
  private boolean areEnough(Evaluation evaluation, int fewest, String option) {
    int counted = evaluation.images().size();
    if (counted < fewest) {
      spec.commandLine()
          .getErr()
          .printf(
              "crowdrank: %s is left out, for it needs %d or more images but %d could be counted%n",
              option, fewest, counted);
    }
    return counted >= fewest;
  }

  private Evaluation evaluate(CrowdCounter counter, CrowdDataset images) throws IOException {
    Evaluator.Builder evaluator =
        Evaluator.builder()
            .mode(mode.mode(spec.commandLine()))
            .listener(new EvaluationProgress(spec.commandLine().getErr()));
    if (keepGoing) {
      evaluator.collectFailures();
    }
    return evaluator.build().evaluate(counter, images);
  }
}
