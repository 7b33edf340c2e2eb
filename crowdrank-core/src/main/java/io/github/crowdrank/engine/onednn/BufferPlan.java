package io.github.crowdrank.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places values in one buffer so that values needed at the same step do not overlap. */
final class BufferPlan {
  /** What oneDNN's kernels like best: a page. */
  static final int ALIGNMENT = 4096;

  private BufferPlan() {}

  /**
   * Gives each value an offset: the lowest that is free, large values first.
   *
   * @return bytes the buffer needs
   */
  static long place(List<Value> values) {
    List<Value> bySize = new ArrayList<>(values);
    bySize.sort(Comparator.comparingLong(Value::bytes).reversed());
    List<Value> placed = new ArrayList<>();
    long end = 0;
    for (Value value : bySize) {
      long offset = 0;
      // In order of their offsets: the first gap that is wide enough is the lowest.
      for (Value other : placed) {
        if (value.overlaps(other)) {
          if (offset + value.bytes() <= other.offset()) {
            break;
          }
          offset = Math.max(offset, aligned(other.offset() + other.bytes()));
        }
      }
      value.place(offset);
      end = Math.max(end, offset + value.bytes());
      int index = 0;
      while (index < placed.size() && placed.get(index).offset() <= offset) {
        index++;
      }
      placed.add(index, value);
    }
    return end;
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
