package io.github.crowdrank.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The paper's network: VGG-16 (Simonyan and Zisserman 2015) up to conv5_3, with one convolution on
 * top that makes the density map (section 4.1).
 *
 * <p>Layers are called {@code conv1_1} to {@code conv5_3}, {@code pool1} to {@code pool4} and
 * {@code head}.
 */
public final class Vgg16 {
  /** Channels and number of the convolutions of each block; a pooling stands between two blocks. */
  private static final int[][] BLOCKS = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};

  private Vgg16() {}

  /**
   * The counter: {@code N x 3 x H x W} to {@code N x 1 x H/16 x W/16}, 14,719,297 parameters. A
   * picture of 224x224 gives a map of 14x14.
   *
   * <p>Four 2x2 max poolings; the fifth and the fully connected layers of VGG-16 are left out. The
   * head is a 3x3 convolution from 512 channels to 1 without activation, so densities may be
   * negative.
   */
  public static NetworkSpec counter() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", 3));
    String last = "input";
    for (int block = 1; block <= BLOCKS.length; block++) {
      if (block > 1) {
        String pool = "pool" + (block - 1);
        layers.add(new Layer.MaxPooling(pool, last, 2, 2));
        last = pool;
      }
      int channels = BLOCKS[block - 1][0];
      for (int i = 1; i <= BLOCKS[block - 1][1]; i++) {
        String name = "conv" + block + "_" + i;
        layers.add(convolution(name, last, channels, Activation.RELU));
        last = name;
      }
    }
    layers.add(convolution("head", last, 1, Activation.IDENTITY));
    return new NetworkSpec("vgg16-counter", layers);
  }

  private static Layer convolution(String name, String input, int channels, Activation activation) {
    return new Layer.Convolution(name, input, channels, 3, 1, Padding.same(3, 1), 1, activation);
  }
}
