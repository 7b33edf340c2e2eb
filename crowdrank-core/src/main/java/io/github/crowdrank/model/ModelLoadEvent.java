package io.github.crowdrank.model;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A model was read. */
@Name("crowdrank.ModelLoad")
@Label("Model Load")
@Category("crowdrank")
@StackTrace(false)
final class ModelLoadEvent extends Event {
  @Label("Source")
  @Nullable String source;

  @Label("Network")
  @Nullable String network;

  @Label("Parameters")
  int parameters;
}
