package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.evaluation.EvaluationMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How pictures pass the network. */
final class ModeOptions {
  /** The ways there are. */
  enum Mode {
    /** One pass, whatever memory it takes. */
    WHOLE,
    /** Exact tiles under a memory budget. */
    TILED,
    /** Overlapping windows. */
    SLIDING
  }

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "whole: one pass; tiled: the same in tiles; sliding: windows of 224 pixels every 10, slow"
              + " (default: as `count` does)")
  private @Nullable Mode mode;

  @Option(
      names = "--memory-budget",
      paramLabel = "MIB",
      description = "tiled: memory for one pass of the network (default: 256)")
  private @Nullable Integer memoryBudget;

  boolean isSliding() {
    return mode == Mode.SLIDING;
  }

  EvaluationMode mode(CommandLine commandLine) {
    if (memoryBudget != null && (mode != Mode.TILED || memoryBudget < 1)) {
      throw new ParameterException(
          commandLine, "--memory-budget is 1 or more and goes with --mode tiled");
    }
    if (mode == null) {
      return EvaluationMode.asCounted();
    }
    return switch (mode) {
      case WHOLE -> EvaluationMode.wholeImage();
      case TILED -> new EvaluationMode.Tiled((memoryBudget == null ? 256L : memoryBudget) << 20);
      case SLIDING -> EvaluationMode.slidingWindows();
    };
  }
}
