package io.github.crowdrank.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The bridge between networks and Deeplearning4j's {@link ComputationGraph}.
 *
 * <p>Vertices are called as the layers; a vertex {@code layer.padding} stands before a convolution
 * whose padding differs between opposite sides. Deeplearning4j keeps the bias of a layer before its
 * weight and depthwise weights as {@code [kernel, kernel, channels, 1]}; values are therefore moved
 * by parameter, never as one vector.
 *
 * <p>A graph is not safe for use by many threads, and neither are these methods on the same graph.
 */
public final class Dl4jGraphs {
  private Dl4jGraphs() {}

  /**
   * A graph that computes the network, of NCHW float arrays, without a loss layer: its output takes
   * external errors, see {@link ComputationGraph#backpropGradient}.
   *
   * <p>Layers that the output does not depend on are left out.
   *
   * @throws IllegalArgumentException if the weights are not those of the network, or the network is
   *     an input and nothing else
   */
  public static ComputationGraph toGraph(NetworkSpec spec, Weights weights) {
    spec.checkWeights(weights);
    ComputationGraph graph = new ComputationGraph(GraphWriter.configuration(spec));
    // Deeplearning4j would draw random values first; given zeros it does not.
    graph.init(Nd4j.create(1, weightsIn(graph)), false);
    setWeights(graph, weights);
    return graph;
  }

  private static long weightsIn(ComputationGraph graph) {
    return graph.getConfiguration().getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(true))
        .sum();
  }

  /**
   * Reads a graph of the user's own: its structure and its weights.
   *
   * <p>What a {@link NetworkSpec} can say is understood: convolutions, depthwise convolutions of
   * multiplier 1, max pooling without padding, upsampling, zero padding before convolutions,
   * addition, merging of channels, and the activations identity, ReLU and ReLU6, all of them square
   * and NCHW, frozen or not. A layer without bias gets a bias of zeros. A last {@code CnnLossLayer}
   * only leaves its activation. {@code ConvolutionMode.Same} becomes the padding that it means for
   * inputs whose sides are multiples of {@link NetworkSpec#sizeMultiple()}. Regularisation and
   * updaters are no part of a network and are left behind.
   *
   * @param name what to call the network
   * @throws IllegalArgumentException if the graph holds anything else; the message names the vertex
   *     and what was found
   */
  public static NetworkAndWeights toNetwork(String name, ComputationGraph graph) {
    NetworkSpec spec = new GraphReader(graph).read(name);
    return new NetworkAndWeights(spec, weights(spec, graph));
  }

  /**
   * Copies the weights of a graph that has the layers of the network, as {@link #toGraph} makes it.
   *
   * @throws IllegalArgumentException if a layer is missing or has another shape
   */
  public static Weights weights(NetworkSpec spec, ComputationGraph graph) {
    Map<String, INDArray> table = graph.paramTable();
    Map<String, Tensor> tensors = new HashMap<>();
    for (Parameter parameter : spec.parameters()) {
      INDArray array = table.get(key(parameter.name()));
      if (array != null) {
        tensors.put(parameter.name(), new Tensor(parameter.shape(), values(parameter, array)));
      } else if (parameter.kind() == Parameter.Kind.BIAS
          && graph.getVertex(parameter.layer()) != null) {
        float[] zeros = new float[parameter.size()];
        tensors.put(parameter.name(), new Tensor(parameter.shape(), zeros));
      } else {
        throw new IllegalArgumentException(
            "network \"%s\" needs \"%s\" but the graph has no such layer"
                .formatted(spec.name(), parameter.name()));
      }
    }
    return Weights.of(spec, tensors);
  }

  /**
   * Copies weights into a graph made by {@link #toGraph}.
   *
   * @throws IllegalArgumentException if a parameter has another shape in the graph
   */
  public static void setWeights(ComputationGraph graph, Weights weights) {
    Map<String, INDArray> table = graph.paramTable();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              INDArray target = table.get(key(name));
              if (target != null) {
                try (INDArray source = Nd4j.create(tensor.values(), longs(tensor.shape()), 'c')) {
                  INDArray from = isOf(tensor.shape(), target) ? source : turned(source);
                  target.assign(from.reshape(target.shape()));
                }
              }
            });
  }

  /**
   * Adds the gradient that a backward pass of the graph left.
   *
   * @param gradient what {@link ComputationGraph#backpropGradient} returned
   * @param sum flat vector in the order of {@link NetworkSpec#parameters()}, added to
   * @throws IllegalArgumentException if the vector has another length or a parameter another shape
   */
  public static void addGradient(NetworkSpec spec, Gradient gradient, float[] sum) {
    if (sum.length != spec.parameterCount()) {
      throw new IllegalArgumentException(
          "network \"%s\" has %d parameters but the gradient has %d values"
              .formatted(spec.name(), spec.parameterCount(), sum.length));
    }
    Map<String, INDArray> table = gradient.gradientForVariable();
    for (Parameter parameter : spec.parameters()) {
      INDArray array = table.get(key(parameter.name()));
      if (array != null) {
        float[] values = values(parameter, array);
        for (int i = 0; i < values.length; i++) {
          sum[parameter.offset() + i] += values[i];
        }
      }
    }
  }

  /** The layer that a key of the graph's parameters belongs to. */
  public static String layer(String key) {
    return key.substring(0, key.lastIndexOf('_'));
  }

  private static String key(String parameter) {
    return parameter.replaceFirst("\\.weight$", "_W").replaceFirst("\\.bias$", "_b");
  }

  private static long[] longs(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }

  /** Whether an array has this shape; biases may be rows of a matrix. */
  private static boolean isOf(List<Integer> shape, INDArray array) {
    return Arrays.equals(longs(shape), array.shape())
        || (shape.size() == 1 && array.length() == shape.get(0));
  }

  /**
   * From {@code [channels, 1, kernel, kernel]} to {@code [kernel, kernel, channels, 1]} or back.
   */
  private static INDArray turned(INDArray array) {
    return array.permute(2, 3, 0, 1);
  }

  /** The values of an array in the order of our parameter. */
  private static float[] values(Parameter parameter, INDArray array) {
    if (isOf(parameter.shape(), array)) {
      return floats(array);
    }
    if (array.rank() == 4 && isOf(parameter.shape(), turned(array))) {
      return floats(turned(array));
    }
    throw new IllegalArgumentException(
        "\"%s\" has shape %s but in the graph %s"
            .formatted(parameter.name(), parameter.shape(), Arrays.toString(array.shape())));
  }

  /** The values of an array in C order. */
  private static float[] floats(INDArray array) {
    try (INDArray copy = array.castTo(DataType.FLOAT).dup('c')) {
      if (copy.length() > Integer.MAX_VALUE / Float.BYTES) {
        return copy.data().asFloat();
      }
      float[] values = new float[(int) copy.length()];
      copy.data().asNio().asFloatBuffer().get(values);
      return values;
    }
  }
}
