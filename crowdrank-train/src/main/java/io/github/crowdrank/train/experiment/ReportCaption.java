package io.github.crowdrank.train.experiment;

import io.github.crowdrank.network.ImportedWeights;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The sentences that keep a table honest: which network, how long, on which images. */
final class ReportCaption {
  private ReportCaption() {}

  static List<String> of(ExperimentResult result) {
    Experiment experiment = result.experiment();
    ExperimentSetup setup = experiment.setup();
    List<String> sentences = new ArrayList<>();
    if (!result.isComplete()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Not complete: %d of %d runs are done.",
              result.results().size(),
              experiment.runs().size()));
    }
    sentences.add(training(setup));
    sentences.add(judged(experiment));
    if (!experiment.published().figures().isEmpty()) {
      sentences.add(
          "Published figures are on the official test images; the paper's own are of VGG-16 after 20,000 steps of 25 labelled and 25 ranked patches.");
      sentences.add(
          "They stand in: "
              + experiment.published().figures().stream()
                  .map(PublishedTable.Figure::source)
                  .distinct()
                  .collect(Collectors.joining("; "))
              + ".");
    }
    sentences.add(
        "Pairs violated: nested crops of the judged images, one chain each, of which the inner one was counted higher; exact ties are not.");
    boolean folded = experiment.runs().stream().anyMatch(run -> !run.fold().isEmpty());
    sentences.add(
        folded
            ? "MSE is a root mean square, over the images of all folds together and as the mean of the folds; which of them papers print is seldom said."
            : "MSE is a root mean square.");
    sentences.add(
        setup.seeds().size() == 1
            ? "95 % is a bootstrap interval of the MAE over the images; one seed says nothing of another."
            : "95 % is a bootstrap interval of the MAE over the images; ± is the standard deviation over seeds.");
    sentences.addAll(experiment.notes());
    return sentences;
  }

  private static String training(ExperimentSetup setup) {
    ImportedWeights pretrained = setup.pretrained();
    return String.format(
        Locale.ROOT,
        "Ours: network %s, %s, preset %s, %,d %s, %s %s.",
        setup.network().name(),
        pretrained == null ? "random start" : pretrained.filled().size() + " pre-trained layers",
        setup.preset(),
        setup.steps(),
        setup.steps() == 1 ? "step" : "steps",
        setup.seeds().size() == 1 ? "seed" : "seeds",
        setup.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static String judged(Experiment experiment) {
    ExperimentSetup setup = experiment.setup();
    Set<String> datasets = new LinkedHashSet<>();
    for (Run run : experiment.runs()) {
      datasets.add(run.evaluated().name() + " (" + run.evaluated().size() + " images)");
    }
    String where = String.join(", ", datasets);
    return setup.evaluateOn() == EvaluateOn.TEST
        ? "Judged on the official test images: " + where + "."
        : String.format(
            Locale.ROOT,
            "Judged on %.0f %% of the images to learn from, held out by seed %d: %s. No test image was looked at, and the figures do not compare with published ones.",
            100 * setup.heldOutShare(),
            setup.heldOutSeed(),
            where);
  }
}
