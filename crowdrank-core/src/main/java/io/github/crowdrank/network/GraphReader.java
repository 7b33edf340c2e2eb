package io.github.crowdrank.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;

/** Reads the structure of a graph, or says what of it no network can say. */
final class GraphReader {
  private final ComputationGraph graph;
  private final ComputationGraphConfiguration configuration;
  private final List<Layer> layers = new ArrayList<>();

  /** The layer whose values a vertex passes on; its own where it has one. */
  private final Map<String, String> sources = new HashMap<>();

  /** Zeros that a padding vertex has put around its source. */
  private final Map<String, Padding> paddings = new HashMap<>();

  private int inputChannels;

  GraphReader(ComputationGraph graph) {
    this.graph = graph;
    configuration = graph.getConfiguration();
  }

  NetworkSpec read(String name) {
    if (configuration.getNetworkInputs().size() != 1
        || configuration.getNetworkOutputs().size() != 1) {
      throw new IllegalArgumentException(
          "a network has one input and one output but the graph has %s and %s"
              .formatted(configuration.getNetworkInputs(), configuration.getNetworkOutputs()));
    }
    String input = configuration.getNetworkInputs().get(0);
    sources.put(input, input);
    Set<String> needed = needed();
    for (int index : graph.topologicalSortOrder()) {
      String vertex = graph.getVertices()[index].getVertexName();
      if (needed.contains(vertex) && !vertex.equals(input)) {
        read(vertex, Objects.requireNonNull(configuration.getVertices().get(vertex)));
      }
    }
    if (inputChannels == 0) {
      throw new IllegalArgumentException("no convolution tells how many channels the input has");
    }
    layers.add(0, new Layer.Input(input, inputChannels));
    return new NetworkSpec(name, layers);
  }

  /** The vertices on which the output depends, itself included. */
  private Set<String> needed() {
    Set<String> needed = new HashSet<>();
    List<String> open = new ArrayList<>(configuration.getNetworkOutputs());
    while (!open.isEmpty()) {
      String vertex = open.remove(open.size() - 1);
      if (needed.add(vertex)) {
        open.addAll(inputs(vertex));
      }
    }
    return needed;
  }

  private List<String> inputs(String vertex) {
    return configuration.getVertexInputs().getOrDefault(vertex, List.of());
  }

  private void read(String name, GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      if (layer.getPreProcessor() != null) {
        throw refused(name, "it has a preprocessor, " + layer.getPreProcessor());
      }
      readLayer(name, layer.getLayerConf().getLayer());
    } else if (vertex instanceof MergeVertex merge && merge.getMergeAxis() == 1) {
      add(new Layer.Concatenation(name, unpadded(name)));
    } else if (vertex instanceof ElementWiseVertex e && e.getOp() == ElementWiseVertex.Op.Add) {
      add(new Layer.Addition(name, unpadded(name)));
    } else {
      throw refused(name, "it is a " + vertex);
    }
  }

  private void readLayer(String name, org.deeplearning4j.nn.conf.layers.Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      readLayer(name, frozen.getLayer());
      return;
    }
    if (layer.getIDropout() != null) {
      throw refused(name, "it drops out values");
    }
    Class<?> kind = layer.getClass();
    if (kind == ConvolutionLayer.class
        || kind == Convolution2D.class
        || kind == DepthwiseConvolution2D.class) {
      readConvolution(name, (ConvolutionLayer) layer);
    } else if (kind == SubsamplingLayer.class) {
      readPooling(name, (SubsamplingLayer) layer);
    } else if (layer instanceof Upsampling2D up) {
      requireChannelsFirst(name, up.getFormat());
      add(new Layer.Upsampling(name, unpadded(name).get(0), square(name, "size", up.getSize())));
    } else if (layer instanceof ZeroPaddingLayer padding) {
      requireChannelsFirst(name, padding.getDataFormat());
      readPadding(name, padding.getPadding());
    } else if (layer instanceof ActivationLayer activation) {
      readActivation(name, activation.getActivationFn());
    } else if (layer instanceof CnnLossLayer loss) {
      requireChannelsFirst(name, loss.getFormat());
      readActivation(name, loss.getActivationFn());
    } else {
      throw refused(name, "it is a " + kind.getSimpleName());
    }
  }

  private void readConvolution(String name, ConvolutionLayer layer) {
    requireChannelsFirst(name, layer.getCnn2dDataFormat());
    int kernel = square(name, "kernel", layer.getKernelSize());
    int stride = square(name, "stride", layer.getStride());
    int dilation = square(name, "dilation", layer.getDilation());
    String vertex = inputs(name).get(0);
    String source = source(vertex);
    Padding before = paddings.getOrDefault(vertex, Padding.NONE);
    Padding padding = sum(before, ownPadding(name, layer, before, dilation * (kernel - 1) + 1));
    Activation activation = activation(name, layer.getActivationFn());
    if (source.equals(configuration.getNetworkInputs().get(0))) {
      inputChannels = (int) layer.getNIn();
    }
    if (layer instanceof DepthwiseConvolution2D depthwise) {
      if (depthwise.getDepthMultiplier() != 1) {
        throw refused(name, "its depth multiplier is " + depthwise.getDepthMultiplier());
      }
      add(
          new Layer.DepthwiseConvolution(
              name, source, kernel, stride, padding, dilation, activation));
    } else {
      int outputs = (int) layer.getNOut();
      add(
          new Layer.Convolution(
              name, source, outputs, kernel, stride, padding, dilation, activation));
    }
  }

  private Padding ownPadding(String name, ConvolutionLayer layer, Padding before, int reach) {
    if (layer.getConvolutionMode() != ConvolutionMode.Same) {
      int[] sides = layer.getPadding();
      return new Padding(sides[0], sides[1], sides[0], sides[1]);
    }
    if (!before.equals(Padding.NONE)) {
      throw refused(name, "it pads what is already padded, by a width that depends on the size");
    }
    int both = Math.max(0, reach - layer.getStride()[0]);
    return new Padding(both / 2, both / 2, both - both / 2, both - both / 2);
  }

  private void readPooling(String name, SubsamplingLayer layer) {
    requireChannelsFirst(name, layer.getCnn2dDataFormat());
    int kernel = square(name, "kernel", layer.getKernelSize());
    int stride = square(name, "stride", layer.getStride());
    boolean pads =
        layer.getConvolutionMode() == ConvolutionMode.Same
            ? kernel > stride
            : square(name, "padding", layer.getPadding()) != 0;
    if (layer.getPoolingType() != PoolingType.MAX
        || pads
        || square(name, "dilation", layer.getDilation()) != 1) {
      throw refused(name, "it pools other than by the maximum of dense windows without padding");
    }
    add(new Layer.MaxPooling(name, unpadded(name).get(0), kernel, stride));
  }

  private void readPadding(String name, int[] sides) {
    String vertex = inputs(name).get(0);
    Padding own = new Padding(sides[0], sides[2], sides[1], sides[3]);
    sources.put(name, source(vertex));
    paddings.put(name, sum(paddings.getOrDefault(vertex, Padding.NONE), own));
  }

  private static Padding sum(Padding a, Padding b) {
    return new Padding(
        a.top() + b.top(), a.left() + b.left(), a.bottom() + b.bottom(), a.right() + b.right());
  }

  /** Puts an activation into the convolution before it. */
  private void readActivation(String name, IActivation function) {
    Activation activation = activation(name, function);
    String source = unpadded(name).get(0);
    sources.put(name, source);
    if (activation == Activation.IDENTITY) {
      return;
    }
    boolean readOnce = isReadOnce(source, inputs(name).get(0));
    for (int i = 0; i < layers.size() && readOnce; i++) {
      if (layers.get(i).name().equals(source)) {
        layers.set(i, activated(name, layers.get(i), activation));
        return;
      }
    }
    throw refused(name, "it activates what others read without activation");
  }

  /** Whether each vertex from one to another has a single reader. */
  private boolean isReadOnce(String from, String to) {
    String vertex = to;
    while (readers(vertex) == 1 && !vertex.equals(from)) {
      vertex = inputs(vertex).get(0);
    }
    return readers(vertex) == 1;
  }

  private long readers(String vertex) {
    return configuration.getVertexInputs().values().stream()
        .filter(inputs -> inputs.contains(vertex))
        .count();
  }

  private static Layer activated(String vertex, Layer layer, Activation activation) {
    if (layer instanceof Layer.Convolution c && c.activation() == Activation.IDENTITY) {
      return new Layer.Convolution(
          c.name(),
          c.input(),
          c.outputChannels(),
          c.kernel(),
          c.stride(),
          c.padding(),
          c.dilation(),
          activation);
    }
    if (layer instanceof Layer.DepthwiseConvolution d && d.activation() == Activation.IDENTITY) {
      return new Layer.DepthwiseConvolution(
          d.name(), d.input(), d.kernel(), d.stride(), d.padding(), d.dilation(), activation);
    }
    throw refused(vertex, "it is an activation that does not follow a convolution without one");
  }

  private static Activation activation(String vertex, IActivation function) {
    if (function instanceof ActivationIdentity) {
      return Activation.IDENTITY;
    }
    if (function instanceof ActivationReLU6) {
      return Activation.RELU6;
    }
    if (function instanceof ActivationReLU relu
        && (relu.getThreshold() == null || relu.getThreshold() == 0)
        && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0)) {
      if (relu.getMax() == null) {
        return Activation.RELU;
      }
      if (relu.getMax() == 6) {
        return Activation.RELU6;
      }
    }
    throw refused(vertex, "its activation is " + function);
  }

  private void add(Layer layer) {
    sources.put(layer.name(), layer.name());
    layers.add(layer);
  }

  private String source(String vertex) {
    return Objects.requireNonNull(sources.get(vertex));
  }

  /** The sources of a vertex that cannot take padding. */
  private List<String> unpadded(String name) {
    return inputs(name).stream()
        .map(
            vertex -> {
              if (!paddings.getOrDefault(vertex, Padding.NONE).equals(Padding.NONE)) {
                throw refused(vertex, "it pads for \"" + name + "\", which is no convolution");
              }
              return source(vertex);
            })
        .toList();
  }

  private static void requireChannelsFirst(String vertex, CNN2DFormat format) {
    if (format != CNN2DFormat.NCHW) {
      throw refused(vertex, "its data format is " + format);
    }
  }

  private static int square(String vertex, String what, int[] sides) {
    if (sides.length != 2 || sides[0] != sides[1]) {
      throw refused(vertex, "its %s %s is not square".formatted(what, List.of(sides[0], sides[1])));
    }
    return sides[0];
  }

  private static IllegalArgumentException refused(String vertex, String found) {
    return new IllegalArgumentException(
        "vertex \"%s\" is beyond what a network can say: %s".formatted(vertex, found));
  }
}
