package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How counting and ranking are combined; left out, the preset decides. */
final class SchemeOptions {
  /** The paper's schemes. */
  enum Scheme {
    /** Labelled images only. */
    COUNTING,
    /** Ranking, then fine-tuning. */
    RANKING,
    /** 300 steps of each in turn. */
    ALTERNATING,
    /** Both in each step. */
    MULTITASK
  }

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: the preset's)")
  private @Nullable Scheme scheme;

  @Option(
      names = "--lambda",
      paramLabel = "X",
      description = "multitask: weight of the ranking loss (default: the preset's)")
  private @Nullable Double lambda;

  @Option(names = "--labeled-batch", paramLabel = "N", description = "labelled patches per step")
  private @Nullable Integer labeledBatch;

  @Option(names = "--ranked-groups", paramLabel = "N", description = "groups of ranked patches")
  private @Nullable Integer rankedGroups;

  /**
   * Sets what was chosen.
   *
   * @param withUnlabeled whether images without labels were given, which only ranking learns from
   */
  void applyTo(TrainerBuilder builder, int steps, boolean withUnlabeled, CommandLine commandLine) {
    if (scheme == Scheme.COUNTING && (withUnlabeled || rankedGroups != null)) {
      throw new ParameterException(
          commandLine,
          "--scheme counting ranks nothing and takes no %s"
              .formatted(withUnlabeled ? "--unlabeled" : "--ranked-groups"));
    }
    if (lambda != null && scheme != null && scheme != Scheme.MULTITASK) {
      throw new ParameterException(commandLine, "--lambda belongs to --scheme multitask");
    }
    if (lambda != null) {
      builder.scheme(new TrainingScheme.MultiTask(lambda));
    } else if (scheme != null) {
      builder.scheme(
          switch (scheme) {
            case COUNTING -> TrainingScheme.countingOnly();
            case RANKING -> TrainingScheme.rankingThenFineTuning(Math.max(1, steps / 2));
            case ALTERNATING -> TrainingScheme.alternating();
            case MULTITASK -> TrainingScheme.multiTask();
          });
    }
    if (labeledBatch != null) {
      builder.labeledBatch(labeledBatch);
    }
    if (rankedGroups != null) {
      builder.rankedGroups(rankedGroups);
    }
  }
}
