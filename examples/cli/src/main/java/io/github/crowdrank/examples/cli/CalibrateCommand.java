package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.train.trust.Calibrator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Learns from annotated pictures how far a model's counts are to be trusted. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Learns from annotated pictures how far a model's counts are to be trusted.",
      "They have to be pictures that the model did not learn from."
    })
final class CalibrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private HeldOutOptions heldOut;

  @Mixin private ModelOption model;

  @Option(
      names = "--correct-counts",
      description = "corrects counts by a rising curve, too, fitted to half of the pictures")
  private boolean correctCounts;

  @Option(names = "--half", description = "stores half precision, half the size")
  private boolean half;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the model file with its calibration")
  private Path out;

  @Override
  public Integer call() throws IOException {
    AtomicFile.requirePlace(out);
    CrowdDataset annotated = DatasetOptions.together(heldOut.of(dataset, spec.commandLine()));
    if (correctCounts && annotated.size() < 2) {
      throw new ParameterException(
          spec.commandLine(),
          "--correct-counts needs 2 or more images but %s has %d"
              .formatted(annotated.name(), annotated.size()));
    }
    Calibrator.Builder calibrator =
        Calibrator.builder()
            .seed(dataset.seed())
            .progress(new ProgressLine(spec.commandLine().getErr(), "counted"));
    if (correctCounts) {
      calibrator.correctCounts();
    }
    NumberFormat format = half ? NumberFormat.F16 : NumberFormat.F32;
    // It is the rounded network that will count.
    CrowdModel calibrated =
        calibrator.build().calibrate(ModelFile.rounded(model.model(), format), annotated);
    ModelFile.write(calibrated, out, format);
    warnOfFew(calibrated.calibration().scores().size());
    PrintWriter result = spec.commandLine().getOut();
    result.printf(
        Locale.ROOT,
        "intervals from %d images, counts %s: %s%n",
        calibrated.calibration().scores().size(),
        correctCounts ? "corrected" : "as they are",
        out);
    result.flush();
    return 0;
  }

  /** Of {@code n} scores, the largest bounds {@code n / (n + 1)} of all pictures. */
  private void warnOfFew(int scores) {
    double most = scores / (scores + 1.0);
    if (most < CountCommand.CONFIDENCE) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          Locale.ROOT,
          "crowdrank: warning: %d images are too few for intervals of confidence %s, which need %d;"
              + " from these, count --interval takes a --confidence of %s or less%n",
          scores,
          CountCommand.CONFIDENCE,
          Math.round(CountCommand.CONFIDENCE / (1 - CountCommand.CONFIDENCE)),
          Math.floor(100 * most) / 100);
      err.flush();
    }
  }
}
