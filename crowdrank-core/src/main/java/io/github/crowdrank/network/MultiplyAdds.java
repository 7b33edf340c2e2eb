package io.github.crowdrank.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How much arithmetic convolutions take. */
final class MultiplyAdds {
  private MultiplyAdds() {}

  /** Of all layers, for one picture; layers that are no convolutions take none. */
  static long of(List<Layer> layers, Map<String, FeatureShape> shapes) {
    long sum = 0;
    for (Layer layer : layers) {
      FeatureShape out = Objects.requireNonNull(shapes.get(layer.name()));
      long values = (long) out.channels() * out.height() * out.width();
      sum = Math.addExact(sum, Math.multiplyExact(values, perValue(layer, shapes)));
    }
    return sum;
  }

  private static long perValue(Layer layer, Map<String, FeatureShape> shapes) {
    if (layer instanceof Layer.Convolution c) {
      FeatureShape in = Objects.requireNonNull(shapes.get(c.input()));
      return (long) in.channels() * c.kernel() * c.kernel();
    }
    return layer instanceof Layer.DepthwiseConvolution d ? (long) d.kernel() * d.kernel() : 0;
  }
}
