package io.github.crowdrank.engine.onednn;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that steps of a program read and write: its layout, when it is needed, and where it
 * lies. Compared by identity.
 */
final class Value {
  private final memory.desc layout;
  private final @Nullable Value whole;
  private @Nullable memory bound;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private long offset;

  private Value(memory.desc layout, @Nullable Value whole, @Nullable memory bound) {
    this.layout = layout;
    this.whole = whole;
    this.bound = bound;
  }

  /** A value whose place in the program's buffer is still to be found. */
  static Value planned(memory.desc layout) {
    return new Value(layout, null, null);
  }

  /** A value that lies elsewhere, such as weights. */
  static Value elsewhere(memory bound) {
    return new Value(bound.get_desc(), null, bound);
  }

  /** Some of the channels of this value, at the place where they lie. */
  Value part(memory.desc part) {
    return new Value(part, this, null);
  }

  memory.desc layout() {
    return layout;
  }

  boolean hasLayout(memory.desc other) {
    return layout.equals(other);
  }

  long bytes() {
    return layout.get_size();
  }

  /** Notes that a step reads or writes this value. */
  void touch(int step) {
    if (whole != null) {
      whole.touch(step);
    }
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  /** Whether it needs a place of its own in the program's buffer. */
  boolean isPlanned() {
    return whole == null && bound == null;
  }

  /** Whether both are needed at some step. */
  boolean overlaps(Value other) {
    return first <= other.last && other.first <= last;
  }

  void place(long offset) {
    this.offset = offset;
  }

  long offset() {
    return whole != null ? whole.offset() : offset;
  }

  boolean isBound() {
    return bound != null;
  }

  void bind(memory bound) {
    this.bound = bound;
  }

  memory memory() {
    if (bound == null) {
      throw new IllegalStateException("the value has no memory yet");
    }
    return bound;
  }
}
