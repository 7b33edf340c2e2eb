package io.github.crowdrank.engine;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small networks of every kind of layer, for holding engines against each other. */
public final class RandomNetworks {
  private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

  private RandomNetworks() {}

  /** A fixed network in which every kind of layer, padding and activation occurs. */
  public static NetworkSpec everyKind() {
    Padding uneven = new Padding(2, 0, 1, 3);
    return new NetworkSpec(
        "every-kind",
        List.of(
            new Layer.Input("input", 3),
            new Layer.Convolution(
                "c1", "input", 5, 3, 2, Padding.bottomRight(), 1, Activation.RELU6),
            new Layer.DepthwiseConvolution(
                "d1", "c1", 3, 1, Padding.same(3, 1), 1, Activation.RELU),
            new Layer.DepthwiseConvolution(
                "d2", "d1", 3, 2, Padding.bottomRight(), 1, Activation.RELU6),
            new Layer.Convolution("c2", "d2", 6, 1, 1, Padding.NONE, 1, Activation.RELU),
            new Layer.MaxPooling("p1", "c2", 2, 2),
            new Layer.Convolution("c3", "p1", 6, 3, 1, Padding.same(3, 2), 2, Activation.RELU),
            new Layer.Addition("sum", List.of("c3", "p1")),
            new Layer.Upsampling("u1", "sum", 2),
            new Layer.Concatenation("both", List.of("u1", "d2", "c2")),
            new Layer.DepthwiseConvolution(
                "d3", "both", 2, 1, new Padding(1, 0, 0, 1), 1, Activation.IDENTITY),
            new Layer.Convolution("c4", "d3", 4, 4, 1, uneven, 1, Activation.IDENTITY),
            new Layer.Convolution("out", "c4", 2, 5, 1, Padding.same(5, 1), 1, Activation.RELU)));
  }

  /**
   * A network of 4 to 10 layers, one of them a convolution at the end, on which an input of {@code
   * side} x {@code side} has a result.
   */
  public static NetworkSpec draw(SplittableRandom random, int side) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", random.nextInt(1, 4)));
    int wanted = random.nextInt(3, 10);
    while (layers.size() <= wanted) {
      List<Layer> longer = new ArrayList<>(layers);
      longer.add(layer("l" + layers.size(), layers, random));
      try {
        new NetworkSpec("drawn", longer).shapes(side, side);
        if (side % new NetworkSpec("drawn", longer).sizeMultiple() == 0) {
          layers = longer;
        }
      } catch (IllegalArgumentException e) {
        // What does not fit is drawn again.
      }
    }
    String last = layers.get(layers.size() - 1).name();
    layers.add(new Layer.Convolution("out", last, 2, 1, 1, Padding.NONE, 1, Activation.IDENTITY));
    return new NetworkSpec("drawn", layers);
  }

  private static Layer layer(String name, List<Layer> before, SplittableRandom random) {
    String last = before.get(before.size() - 1).name();
    String other = before.get(random.nextInt(before.size())).name();
    int kernel = random.nextInt(1, 5);
    int stride = random.nextInt(4) == 0 ? 2 : 1;
    int dilation = random.nextInt(1, 4);
    Padding padding =
        random.nextBoolean() && kernel % 2 == 1
            ? Padding.same(kernel, dilation)
            : new Padding(
                random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
    Activation activation = ACTIVATIONS.get(random.nextInt(3));
    return switch (random.nextInt(7)) {
      case 0, 1 ->
          new Layer.Convolution(
              name, last, random.nextInt(1, 9), kernel, stride, padding, dilation, activation);
      case 2 ->
          new Layer.DepthwiseConvolution(name, last, kernel, stride, padding, dilation, activation);
      case 3 -> new Layer.MaxPooling(name, last, random.nextInt(1, 4), random.nextInt(1, 3));
      case 4 -> new Layer.Upsampling(name, last, 2);
      case 5 -> new Layer.Addition(name, List.of(last, other));
      default -> new Layer.Concatenation(name, List.of(last, other));
    };
  }

  /** Weights large enough that ReLU6 is reached, and biases. */
  public static Weights weights(NetworkSpec spec, SplittableRandom random) {
    float[] values = new float[spec.parameterCount()];
    for (Parameter parameter : spec.parameters()) {
      int fanIn = parameter.size() / parameter.shape().get(0);
      boolean isWeight = parameter.kind() == Parameter.Kind.WEIGHT;
      double deviation = isWeight ? Math.sqrt(3.0 / fanIn) : 0.5;
      // Biases lean to the positive side, or small networks would often be dead altogether.
      double mean = isWeight ? 0 : 0.5;
      for (int i = 0; i < parameter.size(); i++) {
        values[parameter.offset() + i] = (float) (mean + deviation * random.nextGaussian());
      }
    }
    return Weights.of(spec, values);
  }

  /** A batch of normal values of deviation 2. */
  public static FeatureMaps batch(
      int count, int channels, int height, int width, SplittableRandom random) {
    FeatureMaps batch = FeatureMaps.zeros(count, channels, height, width);
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] = (float) (2 * random.nextGaussian());
    }
    return batch;
  }
}
