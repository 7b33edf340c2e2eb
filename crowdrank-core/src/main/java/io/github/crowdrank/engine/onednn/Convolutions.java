package io.github.crowdrank.engine.onednn;

import org.bytedeco.dnnl.memory;

/** How convolutions are computed. */
public enum Convolutions {
  /**
   * 3x3 convolutions by Winograd's algorithm where the processor has AVX-512 and the shape of the
   * layer suits it, all else directly.
   */
  FASTEST,
  /** As the sums they are defined by, everywhere: slower, with a little less rounding. */
  DIRECT,
  /**
   * Directly, on values rounded to bfloat16 and sums in single precision: about twice as fast where
   * the processor has AVX512_BF16. A value keeps 8 bits, a count about two digits; meant for
   * training, whose weights and gradients stay in single precision.
   */
  BFLOAT16;

  /** The type of what lies between the layers. */
  memory.data_type type() {
    return this == BFLOAT16 ? memory.data_type.bf16 : memory.data_type.f32;
  }
}
