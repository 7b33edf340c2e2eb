package io.github.crowdrank.network;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
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
    if (!weights.parameters().equals(spec.parameters())) {
      throw new IllegalArgumentException(
          "the weights do not belong to network \"" + spec.name() + "\"");
    }
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
   * Copies the weights of a graph that has the layers of the network.
   *
   * @throws IllegalArgumentException if a layer is missing or has another shape
   */
  public static Weights weights(NetworkSpec spec, ComputationGraph graph) {
    Map<String, INDArray> table = graph.paramTable();
    Map<String, Tensor> tensors = new HashMap<>();
    for (Parameter parameter : spec.parameters()) {
      INDArray array = table.get(key(parameter));
      float[] values;
      if (array != null) {
        values = floats(ourOrder(graph, parameter, array));
      } else if (parameter.kind() == Parameter.Kind.BIAS
          && graph.getVertex(parameter.layer()) != null) {
        values = new float[parameter.size()];
      } else {
        throw new IllegalArgumentException(
            "network \"%s\" needs \"%s\" but the graph has no such layer"
                .formatted(spec.name(), parameter.name()));
      }
      if (values.length != parameter.size()) {
        throw new IllegalArgumentException(
            "\"%s\" has shape %s but the graph holds %d values"
                .formatted(parameter.name(), parameter.shape(), values.length));
      }
      tensors.put(parameter.name(), new Tensor(parameter.shape(), values));
    }
    return Weights.of(spec, tensors);
  }

  /**
   * Copies weights into a graph made by {@link #toGraph}.
   *
   * @throws IllegalArgumentException if a parameter has another number of values in the graph
   */
  public static void setWeights(ComputationGraph graph, Weights weights) {
    Map<String, INDArray> table = graph.paramTable();
    float[] values = weights.toArray();
    for (Parameter parameter : weights.parameters()) {
      INDArray target = table.get(key(parameter));
      if (target == null) {
        continue;
      }
      if (target.length() != parameter.size()) {
        throw new IllegalArgumentException(
            "\"%s\" has shape %s but the graph holds %d values"
                .formatted(parameter.name(), parameter.shape(), target.length()));
      }
      float[] part = new float[parameter.size()];
      System.arraycopy(values, parameter.offset(), part, 0, part.length);
      long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
      try (INDArray source = Nd4j.create(part, shape, 'c')) {
        INDArray view = isDepthwiseWeight(graph, parameter) ? source.permute(2, 3, 0, 1) : source;
        target.assign(view.reshape(target.shape()));
      }
    }
  }

  /**
   * Adds the gradient that a backward pass of the graph left.
   *
   * @param gradient what {@link ComputationGraph#backpropGradient} returned
   * @param sum flat vector in the order of {@link NetworkSpec#parameters()}, added to
   * @throws IllegalArgumentException if the vector has another length
   */
  public static void addGradient(
      NetworkSpec spec, ComputationGraph graph, Gradient gradient, float[] sum) {
    if (sum.length != spec.parameterCount()) {
      throw new IllegalArgumentException(
          "network \"%s\" has %d parameters but the gradient has %d values"
              .formatted(spec.name(), spec.parameterCount(), sum.length));
    }
    Map<String, INDArray> table = gradient.gradientForVariable();
    for (Parameter parameter : spec.parameters()) {
      INDArray array = table.get(key(parameter));
      if (array != null) {
        float[] values = floats(ourOrder(graph, parameter, array));
        for (int i = 0; i < values.length; i++) {
          sum[parameter.offset() + i] += values[i];
        }
      }
    }
  }

  private static String key(Parameter parameter) {
    return parameter.layer() + (parameter.kind() == Parameter.Kind.WEIGHT ? "_W" : "_b");
  }

  private static boolean isDepthwiseWeight(ComputationGraph graph, Parameter parameter) {
    return parameter.kind() == Parameter.Kind.WEIGHT
        && graph.getLayer(parameter.layer()) instanceof DepthwiseConvolution2DLayer;
  }

  private static INDArray ourOrder(ComputationGraph graph, Parameter parameter, INDArray array) {
    return isDepthwiseWeight(graph, parameter) ? array.permute(2, 3, 0, 1) : array;
  }

  /** The values of an array in C order. */
  private static float[] floats(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      if (copy.length() > Integer.MAX_VALUE / Float.BYTES) {
        return copy.data().asFloat();
      }
      float[] values = new float[(int) copy.length()];
      copy.data().asNio().asFloatBuffer().get(values);
      return values;
    }
  }
}
