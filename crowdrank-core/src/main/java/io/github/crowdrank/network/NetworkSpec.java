package io.github.crowdrank.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network as plain data: layers in an order in which each one reads only earlier ones. The first
 * layer is the only {@link Layer.Input}; the last one is the output. Immutable.
 *
 * @param name what the network is called, for people
 * @param layers the layers
 */
public record NetworkSpec(String name, List<Layer> layers) {
  /**
   * Checks the whole network.
   *
   * @throws IllegalArgumentException if it is empty, does not start with its only input, uses a
   *     name twice, reads a layer that does not stand before, has a size outside its range, adds
   *     layers of different channels, or sees more than 2^31 pixels along a side; the message names
   *     the layer
   */
  public NetworkSpec {
    layers = List.copyOf(layers);
    SpecRules.check(layers);
  }

  /** The input layer. */
  public Layer.Input input() {
    return (Layer.Input) layers.get(0);
  }

  /** The last layer, whose values are the network's result. */
  public Layer output() {
    return layers.get(layers.size() - 1);
  }

  /** The graph in ONNX's format that this network is, if it is one. */
  public Optional<Layer.Onnx> onnx() {
    return output() instanceof Layer.Onnx graph ? Optional.of(graph) : Optional.empty();
  }

  /**
   * The part of this network that computes one of its layers, which becomes the output. Layers that
   * it does not read, directly or through others, are left out; the rest keep names and order.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public NetworkSpec upTo(String layer) {
    if (!channels().containsKey(layer)) {
      throw new IllegalArgumentException(
          "network \"%s\" has no layer \"%s\"; it has %s"
              .formatted(name, layer, channels().keySet()));
    }
    Set<String> needed = new HashSet<>(Set.of(layer));
    Deque<Layer> part = new ArrayDeque<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (needed.contains(layers.get(i).name())) {
        needed.addAll(layers.get(i).inputs());
        part.addFirst(layers.get(i));
      }
    }
    return new NetworkSpec(name + " up to " + layer, List.copyOf(part));
  }

  /** Number of output channels of each layer, by name, in layer order. */
  public Map<String, Integer> channels() {
    return SpecRules.channels(layers);
  }

  /**
   * The shape of each layer's result for an input of the given size, by name, in layer order.
   *
   * @throws IllegalArgumentException if the size does not fit: a layer would be empty, or layers to
   *     be added or joined would differ in size; the message names the layer and the sizes
   */
  public Map<String, FeatureShape> shapes(int height, int width) {
    return SpecRules.shapes(layers, height, width);
  }

  /** Pixels of the input per cell of the output, along each side. */
  public int stride() {
    return SpecRules.stride(layers, output().name());
  }

  /** Sides of which an input must be a multiple, so that every layer divides evenly. */
  public int sizeMultiple() {
    return SpecRules.sizeMultiple(layers);
  }

  /**
   * How far an output cell sees beyond its own pixels; {@link ReceptiveField#WHOLE_PICTURE} for a
   * graph in ONNX's format of which that is not known.
   */
  public ReceptiveField receptiveField() {
    return ReceptiveField.of(layers);
  }

  /**
   * Bytes of the layers' results that are needed at the same time in a forward pass of one picture,
   * as floats: what any engine needs at least, but for what it computes in place. Of a graph in
   * ONNX's format what its {@link OnnxGeometry} says.
   *
   * @throws IllegalArgumentException as for {@link #shapes}
   */
  public long activationBytes(int height, int width) {
    Map<String, FeatureShape> shapes = shapes(height, width);
    return onnx()
        .map(graph -> (long) graph.geometry().bytesPerPixel() * height * width)
        .orElseGet(() -> Float.BYTES * LiveValues.most(layers, shapes));
  }

  /**
   * Multiplications, each with its addition, that the convolutions take for one picture, zeros of
   * the padding included; biases, activations and what is no convolution are not counted. Twice as
   * many are what papers call its floating-point operations.
   *
   * @throws IllegalArgumentException as for {@link #shapes}, and for a graph in ONNX's format, of
   *     which it is not known
   */
  public long multiplyAdds(int height, int width) {
    if (onnx().isPresent()) {
      throw new IllegalArgumentException(
          "network \"%s\" is a graph in ONNX's format, whose arithmetic is not known"
              .formatted(name));
    }
    return MultiplyAdds.of(layers, shapes(height, width));
  }

  /** Every parameter, in layer order, weight before bias, with its place in the flat vector. */
  public List<Parameter> parameters() {
    return SpecRules.parameters(layers);
  }

  /** Number of values of all parameters: the length of the flat vector. */
  public int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).reduce(0, Math::addExact);
  }

  /**
   * Checks a batch before it is computed.
   *
   * @throws IllegalArgumentException if its channels are not those of the input, a side is no
   *     multiple of {@link #sizeMultiple()} or too small for a layer, a layer would have more than
   *     2^31 values, or a value is NaN or infinite; the message says which
   */
  public void checkBatch(FeatureMaps batch) {
    BatchRules.checkBatch(this, batch);
  }

  /**
   * Checks the size of a picture before it is computed.
   *
   * @throws IllegalArgumentException if a side is no multiple of {@link #sizeMultiple()} or too
   *     small for a layer, or a layer would have more than 2^31 values
   */
  public void checkSize(int height, int width) {
    BatchRules.checkSize(this, 1, height, width);
  }

  /**
   * Checks that weights are for this network.
   *
   * @throws IllegalArgumentException if they are not
   */
  public void checkWeights(Weights weights) {
    if (!weights.parameters().equals(parameters())) {
      throw new IllegalArgumentException("the weights do not belong to network \"" + name + "\"");
    }
  }

  /**
   * Checks what a backward pass is given.
   *
   * @param output what the forward pass returned
   * @param outputGradient of the same shape
   * @param gradient of length {@link #parameterCount()}
   * @throws IllegalArgumentException if shape or length differ
   */
  public void checkGradient(FeatureMaps output, FeatureMaps outputGradient, float[] gradient) {
    BatchRules.checkGradient(this, output, outputGradient, gradient);
  }
}
