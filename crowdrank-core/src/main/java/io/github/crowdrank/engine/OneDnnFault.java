package io.github.crowdrank.engine;

/**
 * A fault of oneDNN 2.5, which both this library's own engine and Deeplearning4j's run.
 *
 * <p>When it judges how to compute a 1x1 convolution with AVX-512, it divides by up to rows times
 * cells times blocks of 16 channels, as an int of 32 bits: by zero where they are a multiple of
 * 2^32, as for 2048x2048 pixels.
 *
 * <p>Internal to crowdrank: it may change in any release.
 */
public final class OneDnnFault {
  private OneDnnFault() {}

  /**
   * Whether a 1x1 convolution might end the process.
   *
   * @param rows of the result
   * @param columns of the result
   * @param channels of the result
   */
  public static boolean endsTheProcess(long rows, long columns, long channels) {
    return rows * rows * columns * ((channels + 15) / 16) >= 1L << 32;
  }
}
