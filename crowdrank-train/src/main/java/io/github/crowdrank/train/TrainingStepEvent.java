package io.github.crowdrank.train;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a training, from its batch to the new weights; a skipped one, too. */
@Name("crowdrank.TrainingStep")
@Label("Training Step")
@Category("crowdrank")
@StackTrace(false)
final class TrainingStepEvent extends Event {
  @Label("Step")
  int step;

  @Label("Loss")
  double loss;

  @Label("Labelled Patches")
  int labeledPatches;

  @Label("Ranked Patches")
  int rankedPatches;

  @Label("Skipped")
  boolean skipped;
}
