package io.github.crowdrank.network;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Writes a network as the configuration of a graph. */
final class GraphWriter {
  private final Map<String, Integer> channels;
  private final ComputationGraphConfiguration.GraphBuilder graph;

  private GraphWriter(NetworkSpec spec) {
    channels = spec.channels();
    graph =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.RELU)
            .convolutionMode(ConvolutionMode.Truncate)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            .addInputs(spec.input().name())
            .setOutputs(spec.output().name());
  }

  static ComputationGraphConfiguration configuration(NetworkSpec spec) {
    if (spec.layers().size() == 1) {
      throw new IllegalArgumentException("network \"" + spec.name() + "\" is only an input");
    }
    if (spec.onnx().isPresent()) {
      throw new IllegalArgumentException(
          "network \"%s\" is a graph in ONNX's format and no layers of Deeplearning4j"
              .formatted(spec.name()));
    }
    GraphWriter writer = new GraphWriter(spec);
    Set<String> needed = needed(spec.layers());
    spec.layers().stream().filter(layer -> needed.contains(layer.name())).forEach(writer::add);
    return writer.graph.build();
  }

  /** The layers on which the output depends, itself included. */
  private static Set<String> needed(List<Layer> layers) {
    Set<String> needed = new HashSet<>();
    needed.add(layers.get(layers.size() - 1).name());
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (needed.contains(layers.get(i).name())) {
        needed.addAll(layers.get(i).inputs());
      }
    }
    return needed;
  }

  private void add(Layer layer) {
    String[] inputs = layer.inputs().toArray(String[]::new);
    if (layer instanceof Layer.Convolution c) {
      ConvolutionLayer.Builder builder =
          new ConvolutionLayer.Builder(c.kernel(), c.kernel())
              .nIn(channels(c.input()))
              .nOut(c.outputChannels())
              .stride(c.stride(), c.stride())
              .dilation(c.dilation(), c.dilation())
              .activation(activation(c.activation()));
      if (isSymmetric(c.padding())) {
        builder.padding(c.padding().top(), c.padding().left());
      }
      graph.addLayer(c.name(), builder.build(), padded(c.name(), c.input(), c.padding()));
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      DepthwiseConvolution2D.Builder builder =
          new DepthwiseConvolution2D.Builder(d.kernel(), d.kernel())
              .depthMultiplier(1)
              .nIn(channels(d.input()))
              .nOut(channels(d.input()))
              .stride(d.stride(), d.stride())
              .dilation(d.dilation(), d.dilation())
              .activation(activation(d.activation()));
      if (isSymmetric(d.padding())) {
        builder.padding(d.padding().top(), d.padding().left());
      }
      graph.addLayer(d.name(), builder.build(), padded(d.name(), d.input(), d.padding()));
    } else if (layer instanceof Layer.MaxPooling p) {
      graph.addLayer(
          p.name(),
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(p.kernel(), p.kernel())
              .stride(p.stride(), p.stride())
              .build(),
          inputs);
    } else if (layer instanceof Layer.Upsampling u) {
      graph.addLayer(u.name(), new Upsampling2D.Builder(u.factor()).build(), inputs);
    } else if (layer instanceof Layer.Addition) {
      graph.addVertex(layer.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
    } else if (layer instanceof Layer.Concatenation) {
      graph.addVertex(layer.name(), new MergeVertex(), inputs);
    }
  }

  private int channels(String layer) {
    return Objects.requireNonNull(channels.get(layer));
  }

  private static boolean isSymmetric(Padding padding) {
    return padding.top() == padding.bottom() && padding.left() == padding.right();
  }

  /** What a convolution reads: its input, or a layer that pads it where the convolution cannot. */
  private String padded(String name, String input, Padding padding) {
    if (isSymmetric(padding)) {
      return input;
    }
    // No layer of a network can be called so: its names have no dots.
    String padded = name + ".padding";
    graph.addLayer(
        padded,
        new ZeroPaddingLayer.Builder(
                padding.top(), padding.bottom(), padding.left(), padding.right())
            .build(),
        input);
    return padded;
  }

  private static Activation activation(io.github.crowdrank.network.Activation activation) {
    return switch (activation) {
      case IDENTITY -> Activation.IDENTITY;
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
    };
  }
}
