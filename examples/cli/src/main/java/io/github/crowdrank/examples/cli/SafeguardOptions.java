package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.Reaction;
import io.github.crowdrank.train.Safeguards;
import picocli.CommandLine.Option;

/** What a training does when something goes wrong. */
final class SafeguardOptions {
  @Option(
      names = "--broken-image",
      paramLabel = "NAME",
      description =
          "an image that cannot be read: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Reaction brokenImage = Reaction.STOP;

  @Option(
      names = "--diverged-step",
      paramLabel = "NAME",
      description =
          "a step whose loss is no number or explodes: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE})")
  private Reaction divergedStep = Reaction.STOP;

  @Option(
      names = "--other-checkpoints",
      description =
          "goes on from the checkpoint of a training with other data or options or another engine")
  private boolean otherCheckpoints;

  /** What a training says, with these options in place of the methods that they stand for. */
  static String byOptions(String sentence) {
    return sentence
        .replace("Safeguards.withBrokenImage", "--broken-image skip")
        .replace("Safeguards.withOtherCheckpoints()", "--other-checkpoints");
  }

  Safeguards safeguards() {
    Safeguards chosen =
        Safeguards.strict().withBrokenImage(brokenImage).withDivergedStep(divergedStep);
    return otherCheckpoints ? chosen.withOtherCheckpoints() : chosen;
  }
}
