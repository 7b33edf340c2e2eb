package io.github.crowdrank.image;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A picture was decoded. */
@Name("crowdrank.Decode")
@Label("Decode")
@Category("crowdrank")
@StackTrace(false)
final class DecodeEvent extends Event {
  @Label("Source")
  @Nullable String source;

  @Label("Bytes")
  @DataAmount
  int bytes;

  @Label("Format")
  @Nullable String format;

  @Label("Width")
  int width;

  @Label("Height")
  int height;
}
