package io.github.crowdrank.network;

import io.github.crowdrank.io.ProtobufWriter;
import io.github.crowdrank.onnx.OnnxFormatException;
import io.github.crowdrank.onnx.OnnxGraph;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes networks as ONNX, operator set 13, for ONNX Runtime and other programs. Batches and sides
 * are open. Safe for use by many threads.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the format</a>
 */
public final class OnnxExport {
  private static final int FORMAT = 7;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT = 1;

  /** Of the size multiple: large enough for any network's layers. */
  private static final int MULTIPLES = 16;

  /** A message has less than 2 GiB. */
  private static final int MOST_PARAMETERS = (Integer.MAX_VALUE - (1 << 24)) / Float.BYTES;

  /** What engines were seen to take, in units of what is needed at least. */
  private static final int MEASURED_COPIES = 3;

  // The bounds of RELU6. No layer can be called so: its names have no dots.
  private static final String LEAST = "relu6.least";
  private static final String MOST = "relu6.most";

  private final NetworkSpec spec;
  private final ProtobufWriter graph = new ProtobufWriter();

  private OnnxExport(NetworkSpec spec) {
    this.spec = spec;
  }

  /**
   * The network as a graph whose input and output are called as its first and last layer. A graph
   * in ONNX's format is returned as it is.
   *
   * @throws IllegalArgumentException if the weights are not those of the network, it has more than
   *     one output channel or another number of input channels than 1 or 3, or there are more
   *     weights than the format has room for
   */
  public static OnnxGraph toGraph(NetworkSpec spec, Weights weights) {
    spec.checkWeights(weights);
    if (spec.onnx().isPresent()) {
      return spec.onnx().get().graph();
    }
    try {
      return OnnxGraph.of(toBytes(spec, weights), "network \"" + spec.name() + "\"");
    } catch (OnnxFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The bytes of an ONNX file, of any number of channels.
   *
   * @throws IllegalArgumentException if the weights are not those of the network, or more than the
   *     format has room for
   */
  public static byte[] toBytes(NetworkSpec spec, Weights weights) {
    spec.checkWeights(weights);
    if (spec.onnx().isPresent()) {
      return spec.onnx().get().graph().toBytes();
    }
    if (spec.parameterCount() > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "network \"%s\" has %d parameters but ONNX's format has room for %d"
              .formatted(spec.name(), spec.parameterCount(), MOST_PARAMETERS));
    }
    return new OnnxExport(spec).write(weights);
  }

  /**
   * The same network as one layer, a graph in ONNX's format, with all that is known of it.
   *
   * @throws IllegalArgumentException as {@link #toGraph}, and if its maps have not one cell for
   *     each stride x stride pixels
   */
  public static NetworkSpec toNetwork(NetworkSpec spec, Weights weights) {
    if (spec.onnx().isPresent()) {
      return spec;
    }
    int multiple = spec.sizeMultiple();
    requireCellPerStride(spec, MULTIPLES * multiple);
    long pixels = (long) multiple * multiple;
    long bytes = MEASURED_COPIES * spec.activationBytes(multiple, multiple);
    OnnxGeometry geometry =
        new OnnxGeometry(
            spec.stride(),
            multiple,
            spec.receptiveField(),
            Math.toIntExact(Math.max(1, (bytes + pixels - 1) / pixels)));
    return new NetworkSpec(
        spec.name(),
        List.of(
            spec.input(),
            new Layer.Onnx("graph", spec.input().name(), toGraph(spec, weights), geometry, 1)));
  }

  private static void requireCellPerStride(NetworkSpec spec, int side) {
    FeatureShape map = Objects.requireNonNull(spec.shapes(side, side).get(spec.output().name()));
    if (map.height() * spec.stride() != side || map.width() * spec.stride() != side) {
      throw new IllegalArgumentException(
          "network \"%s\" makes a map of %s of %dx%d pixels but a graph makes one cell for each %dx%d"
              .formatted(spec.name(), map, side, side, spec.stride(), spec.stride()));
    }
  }

  private byte[] write(Weights weights) {
    spec.layers().forEach(this::addLayer);
    graph.text(2, spec.name());
    addTensor(LEAST, new Tensor(List.of(), new float[] {0}));
    addTensor(MOST, new Tensor(List.of(), new float[] {6}));
    weights.tensors().forEach(this::addTensor);
    graph.message(11, value(spec.input().name()));
    graph.message(12, value(spec.output().name()));
    return new ProtobufWriter()
        .integer(1, FORMAT)
        .text(2, "crowdrank")
        .message(7, graph)
        .message(8, new ProtobufWriter().text(1, "").integer(2, OPERATOR_SET))
        .toBytes();
  }

  private void addLayer(Layer layer) {
    if (layer instanceof Layer.Convolution c) {
      addConvolution(c, c.kernel(), c.stride(), c.padding(), c.dilation(), 1, c.activation());
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      addConvolution(
          d, d.kernel(), d.stride(), d.padding(), d.dilation(), channels(d.name()), d.activation());
    } else if (layer instanceof Layer.MaxPooling p) {
      addNode(
          "MaxPool",
          p.name(),
          p.inputs(),
          integers("kernel_shape", p.kernel(), p.kernel()),
          integers("strides", p.stride(), p.stride()));
    } else if (layer instanceof Layer.Upsampling u) {
      float factor = u.factor();
      String scales = u.name() + ".scales";
      addTensor(scales, new Tensor(List.of(4), new float[] {1, 1, factor, factor}));
      addNode(
          "Resize",
          u.name(),
          List.of(u.input(), "", scales),
          text("mode", "nearest"),
          text("nearest_mode", "floor"),
          text("coordinate_transformation_mode", "asymmetric"));
    } else if (layer instanceof Layer.Addition a) {
      addNode("Sum", a.name(), a.inputs());
    } else if (layer instanceof Layer.Concatenation c) {
      addNode("Concat", c.name(), c.inputs(), integer("axis", 1));
    }
  }

  private void addConvolution(
      Layer layer,
      int kernel,
      int stride,
      Padding padding,
      int dilation,
      int groups,
      Activation activation) {
    String name = layer.name();
    String sums = activation == Activation.IDENTITY ? name : name + ".sums";
    addNode(
        "Conv",
        sums,
        List.of(layer.inputs().get(0), name + ".weight", name + ".bias"),
        integers("kernel_shape", kernel, kernel),
        integers("strides", stride, stride),
        integers("dilations", dilation, dilation),
        integers("pads", padding.top(), padding.left(), padding.bottom(), padding.right()),
        integer("group", groups));
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> addNode("Relu", name, List.of(sums));
      case RELU6 -> addNode("Clip", name, List.of(sums, LEAST, MOST));
    }
  }

  private void addNode(
      String operator, String output, List<String> inputs, ProtobufWriter... attributes) {
    ProtobufWriter node =
        new ProtobufWriter().texts(1, inputs).text(2, output).text(3, output).text(4, operator);
    Stream.of(attributes).forEach(attribute -> node.message(5, attribute));
    graph.message(1, node);
  }

  private static ProtobufWriter integers(String name, Integer... values) {
    return new ProtobufWriter().text(1, name).integers(8, List.of(values)).integer(20, 7);
  }

  private static ProtobufWriter integer(String name, int value) {
    return new ProtobufWriter().text(1, name).integer(3, value).integer(20, 2);
  }

  private static ProtobufWriter text(String name, String value) {
    return new ProtobufWriter().text(1, name).text(4, value).integer(20, 3);
  }

  private void addTensor(String name, Tensor tensor) {
    graph.message(
        5,
        new ProtobufWriter()
            .integers(1, tensor.shape())
            .integer(2, FLOAT)
            .text(8, name)
            .floats(9, tensor.values()));
  }

  private ProtobufWriter value(String layer) {
    ProtobufWriter shape = new ProtobufWriter();
    shape.message(1, new ProtobufWriter().text(2, "pictures"));
    shape.message(1, new ProtobufWriter().integer(1, channels(layer)));
    shape.message(1, new ProtobufWriter().text(2, "rows_" + layer));
    shape.message(1, new ProtobufWriter().text(2, "columns_" + layer));
    ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
    return new ProtobufWriter().text(1, layer).message(2, new ProtobufWriter().message(1, tensor));
  }

  private int channels(String layer) {
    return Objects.requireNonNull(spec.channels().get(layer));
  }
}
