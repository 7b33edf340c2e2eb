package io.github.crowdrank.examples.scratch;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import java.util.List;

/** A network small enough to learn something from nothing in half a minute: stride 8. */
final class TinyCounter {
  private TinyCounter() {}

  static NetworkSpec spec() {
    return new NetworkSpec(
        "tiny counter",
        List.of(
            new Layer.Input("input", 3),
            convolution("conv1", "input", 16, 1),
            new Layer.MaxPooling("pool1", "conv1", 2, 2),
            convolution("conv2", "pool1", 24, 1),
            new Layer.MaxPooling("pool2", "conv2", 2, 2),
            convolution("conv3", "pool2", 32, 1),
            new Layer.MaxPooling("pool3", "conv3", 2, 2),
            convolution("conv4", "pool3", 32, 2),
            convolution("conv5", "conv4", 16, 1),
            new Layer.Convolution("out", "conv5", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));
  }

  private static Layer convolution(String name, String input, int channels, int dilation) {
    return new Layer.Convolution(
        name, input, channels, 3, 1, Padding.same(3, dilation), dilation, Activation.RELU);
  }
}
