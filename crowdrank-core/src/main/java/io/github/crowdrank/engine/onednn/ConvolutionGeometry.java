package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.OneDnnFault;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.Padding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** A dense or depthwise convolution at one batch shape, in oneDNN's terms. */
final class ConvolutionGeometry {
  /** Below these, the transforms of Winograd's algorithm cost more than they save. */
  private static final int FEWEST_WINOGRAD_CHANNELS = 16;

  private static final int FEWEST_WINOGRAD_CELLS = 500;

  /** Highest value of {@link Activation#RELU6}. */
  private static final float RELU6_LIMIT = 6;

  final String input;
  final long[] sourceSizes;
  final long[] weightSizes;
  final long[] resultSizes;
  final long[] strides;
  final long[] dilations;
  final long[] paddingBefore;
  final long[] paddingAfter;
  final Activation activation;
  private final boolean suitsWinograd;

  private ConvolutionGeometry(
      Layer layer,
      int kernel,
      int stride,
      int dilation,
      Padding padding,
      Activation activation,
      Map<String, FeatureShape> shapes,
      int count) {
    input = layer.inputs().get(0);
    FeatureShape in = Objects.requireNonNull(shapes.get(input));
    FeatureShape out = Objects.requireNonNull(shapes.get(layer.name()));
    boolean isDense = layer instanceof Layer.Convolution;
    // With one row there is nothing to overflow, and its cells lie in memory and are computed as
    // those of many rows are.
    boolean inOneRow =
        isDense
            && kernel == 1
            && stride == 1
            && in.height() == out.height()
            && in.width() == out.width()
            && OneDnnFault.endsTheProcess(out.height(), out.width(), out.channels());
    sourceSizes = sizes(count, in, inOneRow);
    resultSizes = sizes(count, out, inOneRow);
    weightSizes =
        isDense
            ? new long[] {out.channels(), in.channels(), kernel, kernel}
            : new long[] {out.channels(), 1, 1, kernel, kernel};
    strides = new long[] {stride, stride};
    // oneDNN counts the values that are skipped.
    dilations = new long[] {dilation - 1, dilation - 1};
    paddingBefore = new long[] {padding.top(), padding.left()};
    paddingAfter = new long[] {padding.bottom(), padding.right()};
    this.activation = activation;
    suitsWinograd =
        isDense
            && kernel == 3
            && stride == 1
            && dilation == 1
            && isEvenAndNarrow(padding)
            && Math.min(in.channels(), out.channels()) >= FEWEST_WINOGRAD_CHANNELS
            && (long) count * out.height() * out.width() >= FEWEST_WINOGRAD_CELLS;
  }

  private static long[] sizes(int count, FeatureShape shape, boolean inOneRow) {
    return inOneRow
        ? new long[] {count, shape.channels(), 1, (long) shape.height() * shape.width()}
        : new long[] {count, shape.channels(), shape.height(), shape.width()};
  }

  /** oneDNN's Winograd accepts other paddings but computes wrong gradients of the input then. */
  private static boolean isEvenAndNarrow(Padding padding) {
    return padding.top() == padding.bottom()
        && padding.left() == padding.right()
        && Math.max(padding.top(), padding.left()) <= 1;
  }

  static ConvolutionGeometry of(
      Layer.Convolution layer, Map<String, FeatureShape> shapes, int count) {
    return new ConvolutionGeometry(
        layer,
        layer.kernel(),
        layer.stride(),
        layer.dilation(),
        layer.padding(),
        layer.activation(),
        shapes,
        count);
  }

  static ConvolutionGeometry of(
      Layer.DepthwiseConvolution layer, Map<String, FeatureShape> shapes, int count) {
    return new ConvolutionGeometry(
        layer,
        layer.kernel(),
        layer.stride(),
        layer.dilation(),
        layer.padding(),
        layer.activation(),
        shapes,
        count);
  }

  /** Algorithms in the order in which they are tried; the last one always exists. */
  List<dnnl.algorithm> algorithms(Convolutions choice) {
    return suitsWinograd && choice == Convolutions.FASTEST
        ? List.of(dnnl.algorithm.convolution_winograd, dnnl.algorithm.convolution_direct)
        : List.of(dnnl.algorithm.convolution_direct);
  }

  /** The layout of weights in the flat parameter vector. */
  memory.desc plainWeights() {
    return Layouts.plain(weightSizes);
  }

  memory.desc bias() {
    return Layouts.plain(resultSizes[1]);
  }

  /** Attributes that fuse the activation into the convolution. */
  primitive_attr fusedActivation() {
    primitive_attr attributes = ProgramBuilder.attributes();
    if (activation == Activation.RELU) {
      attributes.set_post_ops(eltwise(dnnl.algorithm.eltwise_relu, 0));
    } else if (activation == Activation.RELU6) {
      attributes.set_post_ops(eltwise(dnnl.algorithm.eltwise_clip_v2, RELU6_LIMIT));
    }
    return attributes;
  }

  private static post_ops eltwise(dnnl.algorithm function, float limit) {
    post_ops operations = new post_ops();
    operations.append_eltwise(1, function, 0, limit);
    return operations;
  }

  /** What computes the slope of the activation from its result. */
  dnnl.algorithm slopeFromResult() {
    return activation == Activation.RELU6
        ? dnnl.algorithm.eltwise_clip_v2_use_dst_for_bwd
        : dnnl.algorithm.eltwise_relu_use_dst_for_bwd;
  }

  /** Second parameter of {@link #slopeFromResult}; the first one is 0. */
  float slopeLimit() {
    return activation == Activation.RELU6 ? RELU6_LIMIT : 0;
  }
}
