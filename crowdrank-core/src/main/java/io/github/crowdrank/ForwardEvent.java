package io.github.crowdrank;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A network ran on a picture, or on a glance at one. */
@Name("crowdrank.Forward")
@Label("Forward Pass")
@Category("crowdrank")
@StackTrace(false)
final class ForwardEvent extends Event {
  @Label("Network")
  @Nullable String network;

  @Label("Width")
  int width;

  @Label("Height")
  int height;

  @Label("Tiles")
  int tiles;
}
