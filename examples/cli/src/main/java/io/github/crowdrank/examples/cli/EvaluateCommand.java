package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.PairedComparison;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.Evaluator;
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
    Evaluation evaluation;
    try (CrowdCounter counter = model.counter()) {
      evaluation = evaluate(counter, images);
      pictures.write(evaluation, counter, images);
    }
    Evaluation other = null;
    if (against != null) {
      try (CrowdCounter counter = CrowdCounter.builder(ModelFile.read(against)).build()) {
        other = evaluate(counter, images);
      }
    }
    if (csv != null) {
      evaluation.writeCsv(csv);
    }
    EvaluationReport report =
        new EvaluationReport(
            evaluation, chosenBands, intervals ? Bootstrap.standard() : null, against, other);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() + "\n" : report.text());
    out.flush();
    return evaluation.failures().isEmpty() ? 0 : 1;
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
    int fewest = against != null ? PairedComparison.FEWEST_IMAGES : intervals ? 2 : 0;
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
