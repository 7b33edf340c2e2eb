package io.github.crowdrank.network;

/** Whether batches, weights and gradients fit a network: found here and not in native code. */
final class BatchRules {
  /** Values looked at together: few enough to stay in the processor's nearest cache. */
  private static final int BLOCK = 1024;

  private BatchRules() {}

  static void checkBatch(NetworkSpec spec, FeatureMaps batch) {
    if (batch.channels() != spec.input().channels()) {
      throw new IllegalArgumentException(
          "network \"%s\" reads %d channels but got %s"
              .formatted(spec.name(), spec.input().channels(), batch));
    }
    checkSize(spec, batch.count(), batch.height(), batch.width());
    if (!isFinite(batch.values())) {
      throw new IllegalArgumentException(notFinite(spec, batch));
    }
  }

  static void checkSize(NetworkSpec spec, int count, int height, int width) {
    int multiple = spec.sizeMultiple();
    if (height < 1 || width < 1 || height % multiple != 0 || width % multiple != 0) {
      throw new IllegalArgumentException(
          "network \"%s\" reads sides that are multiples of %d but got height %d and width %d"
              .formatted(spec.name(), multiple, height, width));
    }
    spec.shapes(height, width)
        .forEach(
            (layer, shape) -> {
              double values = (double) count * shape.channels() * shape.height() * shape.width();
              if (values > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                    "a batch of %d of height %d and width %d would give layer \"%s\" more than 2^31 values"
                        .formatted(count, height, width, layer));
              }
            });
  }

  /**
   * A value that is not finite, times 0, is NaN, and stays so in any sum. The compiler turns this
   * into the processor's vectors because there are as many sums as values and both arrays are read
   * from their start.
   */
  private static boolean isFinite(float[] values) {
    float[] sums = new float[BLOCK];
    float[] block = new float[BLOCK];
    for (int start = 0; start < values.length; start += BLOCK) {
      // What a shorter last block leaves of the one before was looked at already.
      System.arraycopy(values, start, block, 0, Math.min(BLOCK, values.length - start));
      addZeroTimes(block, sums);
    }
    float sum = 0;
    for (float partial : sums) {
      sum += partial;
    }
    return sum == 0;
  }

  private static void addZeroTimes(float[] block, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += 0 * block[i];
    }
  }

  private static String notFinite(NetworkSpec spec, FeatureMaps batch) {
    float[] values = batch.values();
    int at = 0;
    while (Float.isFinite(values[at])) {
      at++;
    }
    int column = at % batch.width();
    int row = at / batch.width() % batch.height();
    int channel = at / (batch.width() * batch.height()) % batch.channels();
    int picture = at / (values.length / batch.count());
    return "network \"%s\" reads finite values but picture %d, channel %d, row %d, column %d of %s is %s"
        .formatted(spec.name(), picture, channel, row, column, batch, values[at]);
  }

  static void checkGradient(
      NetworkSpec spec, FeatureMaps output, FeatureMaps outputGradient, float[] gradient) {
    if (outputGradient.count() != output.count()
        || outputGradient.channels() != output.channels()
        || outputGradient.height() != output.height()
        || outputGradient.width() != output.width()) {
      throw new IllegalArgumentException(
          "the output was %s but its gradient is %s".formatted(output, outputGradient));
    }
    if (gradient.length != spec.parameterCount()) {
      throw new IllegalArgumentException(
          "network \"%s\" has %d parameters but the gradient has %d values"
              .formatted(spec.name(), spec.parameterCount(), gradient.length));
    }
  }
}
