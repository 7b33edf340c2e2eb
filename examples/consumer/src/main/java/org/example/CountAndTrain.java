package org.example;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.train.ConsoleProgress;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.TrainingScheme;
import java.nio.file.Path;
import java.util.Locale;

/** Counts the people in a photograph, whose path is the argument, and trains ten steps. */
final class CountAndTrain {
  private CountAndTrain() {}

  public static void main(String[] arguments) throws Exception {
    Path photograph = Path.of(arguments[0]);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      System.out.printf(Locale.ROOT, "%.0f people%n", counter.estimate(photograph).count());
    }

    SyntheticCrowd painter = SyntheticCrowd.builder().size(256, 192).people(0, 120).build();
    TrainingResult result =
        CrowdTrainer.builder(MobileNetV1.counter(), Preset.MODERN)
            .labeled(painter.dataset(8, 1))
            .unlabeled(painter.unlabeled(20, 2))
            .scheme(TrainingScheme.multiTask())
            .labeledBatch(2)
            .rankedGroups(1)
            .steps(10)
            .listener(ConsoleProgress.toStandardError())
            .build()
            .run();
    try (CrowdCounter counter = CrowdCounter.builder(result.model()).build()) {
      System.out.printf(
          Locale.ROOT, "%.0f after ten steps of training%n", counter.estimate(photograph).count());
    }
  }
}
