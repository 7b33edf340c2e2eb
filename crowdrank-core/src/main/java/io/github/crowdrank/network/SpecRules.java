package io.github.crowdrank.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What makes a list of layers a network, and what follows from it. */
final class SpecRules {
  /** Beyond any network of the field; keeps products of sizes within an int. */
  private static final int LARGEST_SIZE = 1 << 14;

  /** Windows have no weights that would bound them: a short text could ask for days of work. */
  private static final int LARGEST_POOLING = 64;

  private SpecRules() {}

  static void check(List<Layer> layers) {
    if (layers.isEmpty() || !(layers.get(0) instanceof Layer.Input)) {
      throw new IllegalArgumentException("a network starts with an input layer");
    }
    Map<String, Integer> channels = new LinkedHashMap<>();
    for (Layer layer : layers) {
      if (!layer.name().matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "a layer name is 1 to 64 letters, digits, '_' or '-' but was \"" + layer.name() + "\"");
      }
      if (layer instanceof Layer.Input && !channels.isEmpty()) {
        throw problem(layer, "a network has one input, at its start");
      }
      for (String input : layer.inputs()) {
        if (!channels.containsKey(input)) {
          throw problem(layer, "reads \"" + input + "\", which is no earlier layer");
        }
      }
      checkSizes(layer);
      if (layer instanceof Layer.Onnx graph) {
        checkGraph(graph, layers);
      }
      if (channels.put(layer.name(), outputChannels(layer, channels)) != null) {
        throw problem(layer, "this name is used twice");
      }
    }
    sizeMultiple(layers);
    parameters(layers);
    ReceptiveField.of(layers);
  }

  private static void checkSizes(Layer layer) {
    if (layer instanceof Layer.Input input) {
      size(layer, "channels", input.channels(), 1);
    } else if (layer instanceof Layer.Convolution c) {
      size(layer, "output channels", c.outputChannels(), 1);
      window(layer, c.kernel(), c.stride(), c.padding(), c.dilation());
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      window(layer, d.kernel(), d.stride(), d.padding(), d.dilation());
    } else if (layer instanceof Layer.MaxPooling p) {
      if (p.kernel() > LARGEST_POOLING) {
        throw problem(layer, "kernel is 1 to %d but was %d".formatted(LARGEST_POOLING, p.kernel()));
      }
      window(layer, p.kernel(), p.stride(), Padding.NONE, 1);
    } else if (layer instanceof Layer.Upsampling u) {
      size(layer, "factor", u.factor(), 2);
    } else if (!(layer instanceof Layer.Onnx) && layer.inputs().size() < 2) {
      throw problem(layer, "needs two inputs or more but has " + layer.inputs().size());
    }
  }

  private static void checkGraph(Layer.Onnx graph, List<Layer> layers) {
    if (layers.size() != 2) {
      throw problem(graph, "a graph in ONNX's format is the only layer beside the input");
    }
    int reads = ((Layer.Input) layers.get(0)).channels();
    if (reads != graph.graph().channels()) {
      throw problem(
          graph, "reads %d channels but gets %d".formatted(graph.graph().channels(), reads));
    }
    if (!(graph.scale() > 0 && graph.scale() < Double.POSITIVE_INFINITY)) {
      throw problem(graph, "its scale is positive and finite but was " + graph.scale());
    }
    List<Integer> sides = graph.graph().input().sides();
    int multiple = graph.geometry().sizeMultiple();
    if (graph.graph().isFixedSize()
        && (sides.get(2) % multiple != 0 || sides.get(3) % multiple != 0)) {
      throw problem(
          graph,
          "input %s has no sides that are multiples of %d"
              .formatted(graph.graph().input(), multiple));
    }
  }

  private static void window(Layer layer, int kernel, int stride, Padding padding, int dilation) {
    size(layer, "kernel", kernel, 1);
    size(layer, "stride", stride, 1);
    size(layer, "dilation", dilation, 1);
    size(layer, "padding", Math.max(padding.top(), padding.bottom()), 0);
    size(layer, "padding", Math.max(padding.left(), padding.right()), 0);
  }

  private static void size(Layer layer, String what, int value, int least) {
    if (value < least || value > LARGEST_SIZE) {
      throw problem(layer, "%s is %d to %d but was %d".formatted(what, least, LARGEST_SIZE, value));
    }
  }

  private static int outputChannels(Layer layer, Map<String, Integer> channels) {
    if (layer instanceof Layer.Input input) {
      return input.channels();
    }
    if (layer instanceof Layer.Convolution c) {
      return c.outputChannels();
    }
    if (layer instanceof Layer.Onnx) {
      return 1;
    }
    List<Integer> inputs = layer.inputs().stream().map(name -> known(channels, name)).toList();
    if (layer instanceof Layer.Concatenation) {
      long sum = inputs.stream().mapToLong(Integer::longValue).sum();
      size(layer, "channels", (int) Math.min(sum, Integer.MAX_VALUE), 1);
      return (int) sum;
    }
    if (inputs.stream().distinct().count() != 1) {
      throw problem(layer, "its inputs have different numbers of channels: " + inputs);
    }
    return inputs.get(0);
  }

  static Map<String, Integer> channels(List<Layer> layers) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    for (Layer layer : layers) {
      channels.put(layer.name(), outputChannels(layer, channels));
    }
    return channels;
  }

  static int stride(List<Layer> layers, String name) {
    return known(strides(layers), name);
  }

  static int sizeMultiple(List<Layer> layers) {
    if (layers.get(layers.size() - 1) instanceof Layer.Onnx graph) {
      return graph.geometry().sizeMultiple();
    }
    try {
      int multiple = 1;
      for (int stride : strides(layers).values()) {
        multiple = Math.multiplyExact(multiple / gcd(multiple, stride), stride);
      }
      return multiple;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the strides of the layers multiply to more than 2^31", e);
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Input pixels per cell of each layer. */
  private static Map<String, Integer> strides(List<Layer> layers) {
    Map<String, Integer> strides = new HashMap<>();
    for (Layer layer : layers) {
      strides.put(layer.name(), strideOf(layer, strides));
    }
    return strides;
  }

  private static int strideOf(Layer layer, Map<String, Integer> strides) {
    if (layer instanceof Layer.Input) {
      return 1;
    }
    List<Integer> inputs = layer.inputs().stream().map(name -> known(strides, name)).toList();
    int stride = inputs.get(0);
    if (inputs.stream().distinct().count() != 1) {
      throw problem(layer, "its inputs have different strides: " + inputs);
    }
    if (layer instanceof Layer.Convolution c) {
      return Math.multiplyExact(stride, c.stride());
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      return Math.multiplyExact(stride, d.stride());
    }
    if (layer instanceof Layer.MaxPooling p) {
      return Math.multiplyExact(stride, p.stride());
    }
    if (layer instanceof Layer.Upsampling u) {
      if (stride % u.factor() != 0) {
        throw problem(layer, "upsampling by " + u.factor() + " does not divide stride " + stride);
      }
      return stride / u.factor();
    }
    if (layer instanceof Layer.Onnx graph) {
      return graph.geometry().stride();
    }
    return stride;
  }

  static Map<String, FeatureShape> shapes(List<Layer> layers, int height, int width) {
    Map<String, FeatureShape> shapes = new LinkedHashMap<>();
    for (Layer layer : layers) {
      FeatureShape shape = shape(layer, shapes, height, width);
      if (shape.height() < 1 || shape.width() < 1) {
        throw problem(
            layer,
            "nothing is left of an input of %dx%d (height x width)".formatted(height, width));
      }
      shapes.put(layer.name(), shape);
    }
    return shapes;
  }

  private static FeatureShape shape(
      Layer layer, Map<String, FeatureShape> shapes, int height, int width) {
    if (layer instanceof Layer.Input input) {
      return new FeatureShape(input.channels(), height, width);
    }
    List<FeatureShape> inputs = layer.inputs().stream().map(name -> known(shapes, name)).toList();
    FeatureShape in = inputs.get(0);
    if (layer instanceof Layer.Convolution c) {
      return windowed(in, c.outputChannels(), c.kernel(), c.stride(), c.padding(), c.dilation());
    }
    if (layer instanceof Layer.DepthwiseConvolution d) {
      return windowed(in, in.channels(), d.kernel(), d.stride(), d.padding(), d.dilation());
    }
    if (layer instanceof Layer.MaxPooling p) {
      return windowed(in, in.channels(), p.kernel(), p.stride(), Padding.NONE, 1);
    }
    if (layer instanceof Layer.Upsampling u) {
      return new FeatureShape(in.channels(), repeated(u, in.height()), repeated(u, in.width()));
    }
    if (layer instanceof Layer.Onnx graph) {
      return mapOf(graph, in);
    }
    for (FeatureShape other : inputs) {
      if (other.height() != in.height() || other.width() != in.width()) {
        throw problem(
            layer,
            "its inputs differ in size, %s and %s: make both sides of the input a multiple of the"
                    .formatted(in, other)
                + " network's size multiple");
      }
    }
    int channels =
        layer instanceof Layer.Concatenation
            ? inputs.stream().mapToInt(FeatureShape::channels).sum()
            : in.channels();
    return new FeatureShape(channels, in.height(), in.width());
  }

  /** Layers before it may have padded by more than there are numbers. */
  private static int repeated(Layer.Upsampling layer, int side) {
    long repeated = (long) side * layer.factor();
    if (repeated > Integer.MAX_VALUE) {
      throw problem(layer, "a side of its values would be " + repeated + ", which is too long");
    }
    return (int) repeated;
  }

  private static FeatureShape mapOf(Layer.Onnx graph, FeatureShape in) {
    List<Integer> sides = graph.graph().input().sides();
    if (graph.graph().isFixedSize()
        && (in.height() != sides.get(2) || in.width() != sides.get(3))) {
      throw problem(
          graph,
          ("its graph takes pictures of %dx%d (height x width) or smaller but this one is padded to"
                  + " %dx%d; export it with open sides, or scale the picture")
              .formatted(sides.get(2), sides.get(3), in.height(), in.width()));
    }
    int stride = graph.geometry().stride();
    return new FeatureShape(1, in.height() / stride, in.width() / stride);
  }

  private static FeatureShape windowed(
      FeatureShape in, int channels, int kernel, int stride, Padding padding, int dilation) {
    int reach = dilation * (kernel - 1) + 1;
    int height = in.height() + padding.top() + padding.bottom() - reach;
    int width = in.width() + padding.left() + padding.right() - reach;
    return new FeatureShape(
        channels, Math.floorDiv(height, stride) + 1, Math.floorDiv(width, stride) + 1);
  }

  static List<Parameter> parameters(List<Layer> layers) {
    Map<String, Integer> channels = channels(layers);
    List<Parameter> parameters = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof Layer.Convolution c) {
        int in = known(channels, c.input());
        addPair(parameters, c, List.of(c.outputChannels(), in, c.kernel(), c.kernel()));
      } else if (layer instanceof Layer.DepthwiseConvolution d) {
        int in = known(channels, d.input());
        addPair(parameters, d, List.of(in, 1, d.kernel(), d.kernel()));
      }
    }
    return List.copyOf(parameters);
  }

  private static void addPair(List<Parameter> parameters, Layer layer, List<Integer> shape) {
    try {
      int offset = 0;
      if (!parameters.isEmpty()) {
        Parameter last = parameters.get(parameters.size() - 1);
        offset = Math.addExact(last.offset(), last.size());
      }
      Parameter weight =
          new Parameter(layer.name() + ".weight", Parameter.Kind.WEIGHT, shape, offset);
      List<Integer> outputs = List.of(shape.get(0));
      int next = Math.addExact(offset, weight.size());
      Parameter bias = new Parameter(layer.name() + ".bias", Parameter.Kind.BIAS, outputs, next);
      Math.addExact(next, bias.size());
      parameters.add(weight);
      parameters.add(bias);
    } catch (ArithmeticException e) {
      throw problem(layer, "with it the network has more than 2^31 parameters");
    }
  }

  private static <T> T known(Map<String, T> byName, String name) {
    T value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no layer is called \"" + name + "\"");
    }
    return value;
  }

  private static IllegalArgumentException problem(Layer layer, String what) {
    return new IllegalArgumentException("layer \"" + layer.name() + "\": " + what);
  }
}
