package io.github.crowdrank.engine.onednn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.LongPointer;

/** Descriptions of how tensors lie in memory; single-precision unless a type is given. */
final class Layouts {
  /** Channels that lie together in {@link #blocked}. */
  static final int BLOCK = 16;

  private Layouts() {}

  /** Last dimension fastest: NCHW, OIHW, GOIHW or a vector. */
  static memory.desc plain(long... sizes) {
    memory.format_tag tag =
        switch (sizes.length) {
          case 1 -> memory.format_tag.a;
          case 4 -> memory.format_tag.abcd;
          default -> memory.format_tag.abcde;
        };
    return new memory.desc(sizes, memory.data_type.f32, tag);
  }

  /** Four dimensions, channels in blocks: what Winograd convolutions read. */
  static memory.desc blocked(long... sizes) {
    return new memory.desc(sizes, memory.data_type.f32, memory.format_tag.aBcd16b);
  }

  /** Whatever suits the primitive best. */
  static memory.desc any(memory.data_type type, long... sizes) {
    return new memory.desc(sizes, type, memory.format_tag.any);
  }

  /** The same memory seen in other sizes of as many elements, without a step between. */
  static memory.desc reshaped(memory.desc layout, long... sizes) {
    return Arrays.equals(sizes(layout), sizes) ? layout : layout.reshape(sizes);
  }

  static long[] sizes(memory.desc layout) {
    LongPointer dimensions = layout.dims();
    long[] sizes = new long[(int) dimensions.limit()];
    dimensions.get(sizes);
    return sizes;
  }

  /** Several, one after the other, as oneDNN takes them. */
  static memory.desc array(List<Value> values) {
    memory.desc array = new memory.desc(values.size());
    for (int i = 0; i < values.size(); i++) {
      array.getPointer(i).limit(1).put(values.get(i).layout().limit(1));
    }
    return array;
  }
}
