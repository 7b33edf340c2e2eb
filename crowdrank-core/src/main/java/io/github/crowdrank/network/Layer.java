package io.github.crowdrank.network;

import io.github.crowdrank.onnx.OnnxGraph;
import java.util.List;

/**
 * One layer of a {@link NetworkSpec}, as plain data. Layers name their inputs; data flows as NCHW.
 * Kernels, strides and dilations are square. How a layer is computed is the engine's business.
 */
public sealed interface Layer {
  /** Unique within the network; parameters are called {@code name.weight} and {@code name.bias}. */
  String name();

  /** Names of the layers this one reads, in order; empty for the input of the network. */
  List<String> inputs();

  /**
   * Where images enter.
   *
   * @param channels channels of the image, 1 or more
   */
  record Input(String name, int channels) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of();
    }
  }

  /**
   * A convolution with bias. Weights are {@code [outputChannels, inputChannels, kernel, kernel]}.
   *
   * @param outputChannels 1 or more
   * @param kernel side of the kernel, 1 or more
   * @param stride step, 1 or more
   * @param padding zeros around the input
   * @param dilation distance between taps, 1 for a dense kernel
   * @param activation applied to the sums
   */
  record Convolution(
      String name,
      String input,
      int outputChannels,
      int kernel,
      int stride,
      Padding padding,
      int dilation,
      Activation activation)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A convolution of each channel by itself, with bias. Weights are {@code [channels, 1, kernel,
   * kernel]}; parameters as for {@link Convolution}.
   */
  record DepthwiseConvolution(
      String name,
      String input,
      int kernel,
      int stride,
      Padding padding,
      int dilation,
      Activation activation)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * The maximum of each window; rows and columns that do not fill a window are dropped.
   *
   * @param kernel side of the window, 1 or more
   * @param stride step, 1 or more
   */
  record MaxPooling(String name, String input, int kernel, int stride) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Repeats each value in both directions (nearest neighbour).
   *
   * @param factor 2 or more
   */
  record Upsampling(String name, String input, int factor) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The sum of layers of equal shape. */
  record Addition(String name, List<String> inputs) implements Layer {
    /** Copies the list of inputs. */
    public Addition {
      inputs = List.copyOf(inputs);
    }
  }

  /** Layers of equal height and width, one after the other along the channels. */
  record Concatenation(String name, List<String> inputs) implements Layer {
    /** Copies the list of inputs. */
    public Concatenation {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A network of somebody else's as a graph in ONNX's format, which ONNX Runtime computes as a
   * whole. The only layer of its network beside the input; it has no parameters to be trained.
   *
   * @param graph what is computed
   * @param geometry what is known of it
   * @param scale multiplies its output, so that the sum is a number of people; positive
   */
  record Onnx(String name, String input, OnnxGraph graph, OnnxGeometry geometry, double scale)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}
