package io.github.crowdrank.network;

import java.util.Map;

/**
 * What torchvision's weights expect of a pixel, {@code (v / 255 - mean) / deviation} in RGB, folded
 * into a first convolution that then reads BGR from 0 to 255.
 */
final class TorchvisionInput {
  /** Of ImageNet, red first, as torchvision's models have it. */
  private static final double[] MEAN = {0.485, 0.456, 0.406};

  private static final double[] DEVIATION = {0.229, 0.224, 0.225};
  private static final int COLOURS = 3;

  private TorchvisionInput() {}

  /** Leaves tensors of the wrong shape as they are, to be refused as they were found. */
  static void fold(Map<String, Tensor> named) {
    Tensor kernel = named.get("conv1_1.weight");
    Tensor bias = named.get("conv1_1.bias");
    if (kernel == null
        || bias == null
        || kernel.shape().size() != 4
        || kernel.shape().get(1) != COLOURS
        || !bias.shape().equals(kernel.shape().subList(0, 1))) {
      return;
    }
    named.put("conv1_1.weight", folded(kernel));
    named.put("conv1_1.bias", shifted(bias, kernel));
  }

  private static Tensor folded(Tensor kernel) {
    int plane = plane(kernel);
    float[] values = new float[kernel.values().length];
    for (int i = 0; i < values.length; i++) {
      int colour = i / plane % COLOURS;
      int mirrored = i + (COLOURS - 1 - 2 * colour) * plane;
      values[mirrored] = (float) (kernel.values()[i] / (255 * DEVIATION[colour]));
    }
    return new Tensor(kernel.shape(), values);
  }

  private static Tensor shifted(Tensor bias, Tensor kernel) {
    int plane = plane(kernel);
    double[] sums = new double[bias.values().length];
    for (int i = 0; i < kernel.values().length; i++) {
      int colour = i / plane % COLOURS;
      sums[i / plane / COLOURS] += kernel.values()[i] * MEAN[colour] / DEVIATION[colour];
    }
    float[] values = bias.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] - sums[i]);
    }
    return new Tensor(bias.shape(), values);
  }

  private static int plane(Tensor kernel) {
    return kernel.shape().get(2) * kernel.shape().get(3);
  }
}
