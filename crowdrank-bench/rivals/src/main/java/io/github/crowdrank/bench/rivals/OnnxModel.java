package io.github.crowdrank.bench.rivals;

import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** A network in ONNX's format, operator set 13; pictures may have any size. */
final class OnnxModel {
  private static final int OPERATOR_SET = 13;
  private static final int FORMAT = 7;

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder();
  private final NetworkSpec spec;
  private final Map<String, Tensor> tensors;

  private OnnxModel(NetworkSpec spec, Weights weights) {
    this.spec = spec;
    this.tensors = weights.tensors();
  }

  static byte[] of(NetworkSpec spec, Weights weights) {
    return new OnnxModel(spec, weights).write();
  }

  private byte[] write() {
    graph.setName(spec.name());
    addTensor("zero", new Tensor(List.of(), new float[] {0}));
    addTensor("six", new Tensor(List.of(), new float[] {6}));
    tensors.forEach(this::addTensor);
    spec.layers().forEach(this::addLayer);
    graph.addInput(value(spec.input().name(), spec.input().channels()));
    String output = spec.output().name();
    graph.addOutput(value(output, Objects.requireNonNull(spec.channels().get(output))));
    return Onnx.ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void addLayer(Layer layer) {
    if (layer instanceof Layer.Convolution c) {
      addConvolution(c, c.kernel(), c.stride(), c.padding(), c.dilation(), 1, c.activation());
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      int channels = Objects.requireNonNull(spec.channels().get(d.name()));
      addConvolution(
          d, d.kernel(), d.stride(), d.padding(), d.dilation(), channels, d.activation());
    } else if (layer instanceof Layer.MaxPooling p) {
      graph.addNode(
          node("MaxPool", p.name(), p.inputs())
              .addAttribute(integers("kernel_shape", p.kernel(), p.kernel()))
              .addAttribute(integers("strides", p.stride(), p.stride())));
    } else if (layer instanceof Layer.Upsampling u) {
      float factor = u.factor();
      addTensor(u.name() + ".scales", new Tensor(List.of(4), new float[] {1, 1, factor, factor}));
      graph.addNode(
          node("Resize", u.name(), List.of(u.input(), "", u.name() + ".scales"))
              .addAttribute(text("mode", "nearest"))
              .addAttribute(text("nearest_mode", "floor"))
              .addAttribute(text("coordinate_transformation_mode", "asymmetric")));
    } else if (layer instanceof Layer.Addition a) {
      graph.addNode(node(a.inputs().size() == 2 ? "Add" : "Sum", a.name(), a.inputs()));
    } else if (layer instanceof Layer.Concatenation c) {
      graph.addNode(node("Concat", c.name(), c.inputs()).addAttribute(integer("axis", 1)));
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
    graph.addNode(
        node("Conv", sums, List.of(layer.inputs().get(0), name + ".weight", name + ".bias"))
            .addAttribute(integers("kernel_shape", kernel, kernel))
            .addAttribute(integers("strides", stride, stride))
            .addAttribute(integers("dilations", dilation, dilation))
            .addAttribute(
                integers("pads", padding.top(), padding.left(), padding.bottom(), padding.right()))
            .addAttribute(integer("group", groups)));
    if (activation == Activation.RELU) {
      graph.addNode(node("Relu", name, List.of(sums)));
    } else if (activation == Activation.RELU6) {
      graph.addNode(node("Clip", name, List.of(sums, "zero", "six")));
    }
  }

  private static Onnx.NodeProto.Builder node(String operator, String output, List<String> inputs) {
    return Onnx.NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static Onnx.AttributeProto integers(String name, Integer... values) {
    return attribute(name, Onnx.AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).map(Integer::longValue).toList())
        .build();
  }

  private static Onnx.AttributeProto integer(String name, int value) {
    return attribute(name, Onnx.AttributeProto.AttributeType.INT).setI(value).build();
  }

  private static Onnx.AttributeProto text(String name, String value) {
    return attribute(name, Onnx.AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private static Onnx.AttributeProto.Builder attribute(
      String name, Onnx.AttributeProto.AttributeType type) {
    return Onnx.AttributeProto.newBuilder().setName(name).setType(type);
  }

  private void addTensor(String name, Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.values());
    graph.addInitializer(
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE)
            .addAllDims(tensor.shape().stream().map(Integer::longValue).toList())
            .setRawData(ByteString.copyFrom(bytes.array())));
  }

  private static Onnx.ValueInfoProto value(String name, int channels) {
    Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder();
    for (String side : List.of("pictures", "channels", "rows_" + name, "columns_" + name)) {
      Onnx.TensorShapeProto.Dimension.Builder dimension =
          Onnx.TensorShapeProto.Dimension.newBuilder();
      if (side.equals("channels")) {
        dimension.setDimValue(channels);
      } else {
        dimension.setDimParam(side);
      }
      shape.addDim(dimension);
    }
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            Onnx.TypeProto.newBuilder()
                .setTensorType(
                    Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
