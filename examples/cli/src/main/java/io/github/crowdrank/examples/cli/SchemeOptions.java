package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How counting and ranking are combined; left out, the preset decides. */
final class SchemeOptions {
  /** The paper's stretch of steps of one task. */
  private static final int ALTERNATION = 300;

  /** What says nothing where nothing is ranked. */
  private static final List<String> OF_RANKING =
      List.of("--unlabeled", "--ranked-groups", "--ranking-score", "--margin", "--nesting");

  /** The paper's schemes. */
  enum Scheme {
    /** Labelled images only. */
    COUNTING,
    /** Ranking, then fine-tuning. */
    RANKING,
    /** 300 steps of each in turn, fewer in a short training. */
    ALTERNATING,
    /** Both in each step. */
    MULTITASK
  }

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES} (default: the preset's); alternating: 300 steps of each task in"
              + " turn, in short trainings a quarter of the steps")
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
   * @param commandLine with all that was given
   */
  void applyTo(TrainerBuilder builder, int steps, CommandLine commandLine) {
    if (scheme == Scheme.COUNTING) {
      for (String option : OF_RANKING) {
        if (commandLine.getParseResult().hasMatchedOption(option)) {
          throw new ParameterException(
              commandLine, "--scheme counting ranks nothing and takes no " + option);
        }
      }
    }
    if (lambda != null && scheme != null && scheme != Scheme.MULTITASK) {
      throw new ParameterException(commandLine, "--lambda belongs to --scheme multitask");
    }
    TrainingScheme chosen = scheme(steps, commandLine);
    if (chosen != null) {
      builder.scheme(chosen);
    }
    if (labeledBatch != null) {
      builder.labeledBatch(labeledBatch);
    }
    if (rankedGroups != null) {
      builder.rankedGroups(rankedGroups);
    }
  }

  /**
   * What was chosen, null for the preset's; each task has a part of the steps.
   *
   * @throws ParameterException if there are too few steps for that
   */
  @Nullable TrainingScheme scheme(int steps, CommandLine commandLine) {
    if (lambda != null) {
      return new TrainingScheme.MultiTask(lambda);
    }
    if (scheme == null) {
      return null;
    }
    return switch (scheme) {
      case COUNTING -> TrainingScheme.countingOnly();
      case RANKING -> {
        requireTwo(steps, "ranking ranks first and counts afterwards", commandLine);
        yield TrainingScheme.rankingThenFineTuning(steps / 2);
      }
      case ALTERNATING -> {
        requireTwo(steps, "alternating counts and ranks in turn", commandLine);
        // As in the tables: two stretches of each task, or a short training would only count.
        yield new TrainingScheme.Alternating(Math.max(1, Math.min(steps / 4, ALTERNATION)));
      }
      case MULTITASK -> TrainingScheme.multiTask();
    };
  }

  private static void requireTwo(int steps, String what, CommandLine commandLine) {
    if (steps < 2) {
      throw new ParameterException(
          commandLine,
          "--scheme %s, so it needs 2 or more --steps but has %d".formatted(what, steps));
    }
  }
}
