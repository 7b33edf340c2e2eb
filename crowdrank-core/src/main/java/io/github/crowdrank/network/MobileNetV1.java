package io.github.crowdrank.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A compact counter: MobileNetV1 (Howard et al. 2017) to its eleventh pair of depthwise and
 * pointwise convolutions, with a small decoder that joins strides 16 and 8.
 *
 * <p>Batch normalisation is folded into weights and biases. Layers of the trunk are called {@code
 * conv1}, {@code dw1} to {@code dw11} and {@code pw1} to {@code pw11}; those of the decoder {@code
 * lat16}, {@code ctx}, {@code lat8}, {@code head1}, {@code head2} and {@code out}.
 */
public final class MobileNetV1 {
  /** Output channels of the pointwise convolutions and strides of the depthwise ones. */
  private static final int[][] PAIRS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}
  };

  private MobileNetV1() {}

  /**
   * The counter: {@code N x 3 x H x W} to {@code N x 1 x H/8 x W/8}, 2,073,345 parameters. Both
   * sides of the input are multiples of 16; values run from -1 to 1. The output is not negative.
   *
   * <pre>{@code
   * x8 = trunk to pw5, x16 = trunk to pw11          ReLU6 throughout
   * l  = ReLU(lat16(x16))                           1x1, 512 -> 128
   * y  = l + ReLU(ctx(l))                           3x3, dilation 2
   * y  = upsample(y) + ReLU(lat8(x8))               1x1, 256 -> 128
   * ReLU(out(ReLU(head2(ReLU(head1(y))))))          3x3 -> 128, 3x3 -> 64, 1x1 -> 1
   * }</pre>
   */
  public static NetworkSpec counter() {
    List<Layer> layers = layersToHead();
    layers.add(decoder("out", "head2", 1, 1, 1));
    return new NetworkSpec("mobilenet-v1-counter", layers);
  }

  /**
   * The counter with cells of 4 pixels: {@code N x 3 x H x W} to {@code N x 1 x H/4 x W/4},
   * 2,082,113 parameters. As {@link #counter} to {@code head2}, and then
   *
   * <pre>{@code
   * y  = upsample(head2) + ReLU(lat4(x4))           1x1, 128 -> 64, x4 = trunk to pw3
   * ReLU(out(y))                                    3x3 -> 1
   * }</pre>
   */
  public static NetworkSpec fineCounter() {
    List<Layer> layers = layersToHead();
    layers.add(new Layer.Upsampling("up4", "head2", 2));
    layers.add(decoder("lat4", "pw3", 64, 1, 1));
    layers.add(new Layer.Addition("sum4", List.of("up4", "lat4")));
    layers.add(decoder("out", "sum4", 1, 3, 1));
    return new NetworkSpec("mobilenet-v1-fine-counter", layers);
  }

  private static List<Layer> layersToHead() {
    List<Layer> layers = new ArrayList<>();
    addTrunk(layers);
    layers.add(decoder("lat16", "pw11", 128, 1, 1));
    layers.add(decoder("ctx", "lat16", 128, 3, 2));
    layers.add(new Layer.Addition("sum16", List.of("lat16", "ctx")));
    layers.add(new Layer.Upsampling("up8", "sum16", 2));
    layers.add(decoder("lat8", "pw5", 128, 1, 1));
    layers.add(new Layer.Addition("sum8", List.of("up8", "lat8")));
    layers.add(decoder("head1", "sum8", 128, 3, 1));
    layers.add(decoder("head2", "head1", 64, 3, 1));
    return layers;
  }

  private static void addTrunk(List<Layer> layers) {
    layers.add(new Layer.Input("input", 3));
    layers.add(
        new Layer.Convolution(
            "conv1", "input", 32, 3, 2, Padding.bottomRight(), 1, Activation.RELU6));
    String last = "conv1";
    for (int i = 1; i <= PAIRS.length; i++) {
      int stride = PAIRS[i - 1][1];
      Padding padding = stride == 1 ? Padding.same(3, 1) : Padding.bottomRight();
      String depthwise = "dw" + i;
      String pointwise = "pw" + i;
      layers.add(
          new Layer.DepthwiseConvolution(depthwise, last, 3, stride, padding, 1, Activation.RELU6));
      layers.add(
          new Layer.Convolution(
              pointwise, depthwise, PAIRS[i - 1][0], 1, 1, Padding.NONE, 1, Activation.RELU6));
      last = pointwise;
    }
  }

  private static Layer decoder(String name, String input, int channels, int kernel, int dilation) {
    return new Layer.Convolution(
        name,
        input,
        channels,
        kernel,
        1,
        Padding.same(kernel, dilation),
        dilation,
        Activation.RELU);
  }
}
