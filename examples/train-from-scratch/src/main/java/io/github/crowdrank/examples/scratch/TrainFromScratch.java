package io.github.crowdrank.examples.scratch;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.loss.RankingReduction;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.picture.HeatMap;
import io.github.crowdrank.train.ConsoleProgress;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.LearningRate;
import io.github.crowdrank.train.ParameterRules;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.Evaluator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Paints a few labelled crowds and many unlabelled ones, trains the paper's schemes on them for the
 * same number of labelled patches each, and compares their counts of crowds that none has seen.
 */
final class TrainFromScratch {
  /**
   * Side of the pictures and of the patches: small, and the same, so that little has to be learned.
   */
  private static final int SIDE = 128;

  private TrainFromScratch() {}

  /**
   * The argument is the number of steps of each scheme; the default takes a minute or two in all.
   */
  public static void main(String[] arguments) throws IOException {
    int steps = arguments.length == 0 ? 250 : Integer.parseInt(arguments[0]);
    run(steps, 40, Path.of("train-from-scratch.png"), System.out);
  }

  /** One scheme and its error. */
  record Row(String scheme, Evaluation evaluation, CrowdModel model) {}

  static List<Row> run(int steps, int testImages, Path picture, PrintStream out)
      throws IOException {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(SIDE, SIDE).people(0, 60).build();
    CrowdDataset labeled = painter.dataset(12, 1);
    UnlabeledImages unlabeled = painter.unlabeled(120, 2);
    CrowdDataset test = painter.dataset(testImages, 3);

    List<TrainingScheme> schemes =
        List.of(
            TrainingScheme.countingOnly(),
            TrainingScheme.rankingThenFineTuning(steps / 2),
            new TrainingScheme.Alternating(Math.max(1, steps / 10)),
            new TrainingScheme.MultiTask(10));
    List<Row> rows = new ArrayList<>();
    for (TrainingScheme scheme : schemes) {
      CrowdModel model = train(scheme, steps, labeled, unlabeled, out);
      try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
        rows.add(
            new Row(
                scheme.name(),
                Evaluator.builder().countsOnly().build().evaluate(counter, test),
                model));
      }
    }
    out.printf(
        Locale.ROOT,
        "%n%d unseen pictures, %d labelled and %d unlabelled ones seen, %d steps, seed 1%n",
        test.size(),
        labeled.size(),
        unlabeled.size(),
        steps);
    out.printf("%-24s %8s %8s%n", "scheme", "MAE", "MSE");
    out.printf(Locale.ROOT, "%-24s %8.2f%n", "always the mean count", meanPredictor(labeled, test));
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-24s %8.2f %8.2f%n",
          row.scheme(),
          row.evaluation().errors().mae(),
          row.evaluation().errors().mse());
    }
    Row last = rows.get(rows.size() - 1);
    HeatMap.writePng(Comparison.draw(last.model(), test, 0), picture);
    out.println("picture, truth and estimate side by side: " + picture.toAbsolutePath());
    return rows;
  }

  private static CrowdModel train(
      TrainingScheme scheme,
      int steps,
      CrowdDataset labeled,
      UnlabeledImages unlabeled,
      PrintStream out)
      throws IOException {
    NetworkSpec network = TinyCounter.spec();
    out.println(scheme.name() + ":");
    // A scheme that only ranks in some steps gets as many more as it needs to see equally many
    // labels.
    int all = total(scheme, steps);
    return CrowdTrainer.builder(network, Preset.MODERN)
        .labeled(labeled)
        .unlabeled(unlabeled)
        .scheme(scheme)
        .steps(all)
        .learningRate(LearningRate.cosine(2e-3, Math.min(20, all / 5), all, 0.05))
        .parameterRules(ParameterRules.uniform(0))
        .weightAverage(0.98)
        .labeledPatches(
            LabeledPatchSampler.builder()
                .size(SIDE)
                .minSide(SIDE)
                .maxSide(SIDE)
                .flipProbability(0.5)
                .stride(network.stride())
                .painter(
                    DensityPainter.builder().kernel(new DensityKernel.FixedGaussian(5)).build())
                .build())
        .rankedPatches(RankedPatchSampler.builder().size(SIDE).build())
        .rankingLoss(RankingHingeLoss.builder().reduction(RankingReduction.MEAN_PAIRS).build())
        .labeledBatch(6)
        .rankedGroups(1)
        .listener(new ConsoleProgress(out, Duration.ofSeconds(5)))
        .build()
        .run()
        .model();
  }

  /** Steps after which the scheme has counted {@code counting} times. */
  private static int total(TrainingScheme scheme, int counting) {
    int steps = 0;
    for (int counted = 0; counted < counting; steps++) {
      counted += scheme.at(steps).counting() > 0 ? 1 : 0;
    }
    return steps;
  }

  private static double meanPredictor(CrowdDataset labeled, CrowdDataset test) throws IOException {
    double mean = 0;
    for (int i = 0; i < labeled.size(); i++) {
      mean += (double) labeled.heads(i).size() / labeled.size();
    }
    double error = 0;
    for (int i = 0; i < test.size(); i++) {
      error += Math.abs(test.heads(i).size() - mean) / test.size();
    }
    return error;
  }
}
