package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.resampling_forward;

/** Adds the steps of a forward pass to a program and remembers what a backward pass needs. */
final class ForwardPass {
  private static final long[] NO_PADDING = {0, 0};

  /**
   * A convolution, with its input in the layout it reads.
   *
   * @param algorithms for its gradients, as {@link ConvolutionGeometry#algorithms} orders them
   */
  record Convolved(
      ConvolutionGeometry geometry,
      List<dnnl.algorithm> algorithms,
      convolution_forward.primitive_desc description,
      Value source) {}

  /** A pooling and where it notes the places of the maxima. */
  record Pooled(pooling_forward.primitive_desc description, Value source, Value workspace) {}

  private final ProgramBuilder program;
  private final NetworkSpec spec;
  private final ParameterValues weights;
  private final Convolutions convolutions;
  private final int count;
  private final boolean isTraining;
  private final Map<String, FeatureShape> shapes;
  private final Map<String, Value> results = new HashMap<>();
  private final Map<String, Convolved> convolved = new HashMap<>();
  private final Map<String, Pooled> pooled = new HashMap<>();
  private final Map<String, resampling_forward.primitive_desc> upsampled = new HashMap<>();

  ForwardPass(
      ProgramBuilder program,
      NetworkSpec spec,
      ParameterValues weights,
      Convolutions convolutions,
      BatchShape batch,
      boolean isTraining) {
    this.program = program;
    this.spec = spec;
    this.weights = weights;
    this.convolutions = convolutions;
    this.count = batch.count();
    this.isTraining = isTraining;
    shapes = spec.shapes(batch.height(), batch.width());
  }

  /** Adds all layers; the result of the last one is plain. */
  Value add(Value input) {
    input.touch(0);
    for (Layer layer : spec.layers()) {
      try {
        results.put(layer.name(), layer instanceof Layer.Input ? input : add(layer));
      } catch (RuntimeException e) {
        throw new EngineException(
            "oneDNN cannot compute layer \"%s\": %s".formatted(layer.name(), e.getMessage()), e);
      }
    }
    String last = spec.output().name();
    return program.as(result(last), plain(last));
  }

  private Value add(Layer layer) {
    if (layer instanceof Layer.Convolution c) {
      return convolve(c.name(), ConvolutionGeometry.of(c, shapes, count));
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      return convolve(d.name(), ConvolutionGeometry.of(d, shapes, count));
    } else if (layer instanceof Layer.MaxPooling p) {
      return pool(p);
    } else if (layer instanceof Layer.Upsampling u) {
      return upsample(u);
    }
    List<Value> inputs = layer.inputs().stream().map(this::result).toList();
    return layer instanceof Layer.Addition
        ? program.sum(layer.name(), inputs)
        : program.concatenation(layer.name(), inputs);
  }

  private Value convolve(String layer, ConvolutionGeometry g) {
    List<dnnl.algorithm> algorithms = g.algorithms(convolutions);
    var description =
        FirstThatWorks.of(
            algorithms,
            choice ->
                new convolution_forward.primitive_desc(
                    new convolution_forward.desc(
                        kind(),
                        choice,
                        Layouts.any(type(), g.sourceSizes),
                        Layouts.any(type(), g.weightSizes),
                        g.bias(),
                        resultLayout(layer, g),
                        g.strides,
                        g.dilations,
                        g.paddingBefore,
                        g.paddingAfter),
                    g.fusedActivation(),
                    OneDnn.engine()));
    Value source = program.as(result(g.input), description.src_desc());
    Value result = program.value(Layouts.reshaped(description.dst_desc(), sizes(layer)));
    program.add(
        layer,
        description,
        Map.of(
            dnnl.DNNL_ARG_SRC,
            source,
            dnnl.DNNL_ARG_WEIGHTS,
            weights.in(description.weights_desc(), layer + ".weight", g.plainWeights()),
            dnnl.DNNL_ARG_BIAS,
            weights.in(description.bias_desc(), layer + ".bias", g.bias()),
            dnnl.DNNL_ARG_DST,
            result));
    convolved.put(layer, new Convolved(g, algorithms, description, source));
    return result;
  }

  /**
   * Left to oneDNN, but for a convolution of the picture itself: it has a choice, and the kernel
   * that oneDNN would prefer for it alone makes what a Winograd convolution cannot read.
   */
  private memory.desc resultLayout(String layer, ConvolutionGeometry g) {
    return g.input.equals(spec.input().name())
            && g.resultSizes[1] % Layouts.BLOCK == 0
            && readByWinograd(layer)
        ? Layouts.blocked(g.resultSizes)
        : Layouts.any(type(), g.resultSizes);
  }

  private boolean readByWinograd(String layer) {
    return spec.layers().stream()
        .filter(reader -> reader.inputs().contains(layer))
        .allMatch(
            reader ->
                reader instanceof Layer.Convolution c
                    && ConvolutionGeometry.of(c, shapes, count).algorithms(convolutions).size()
                        > 1);
  }

  private Value pool(Layer.MaxPooling layer) {
    Value source = result(layer.input());
    var description =
        new pooling_forward.primitive_desc(
            new pooling_forward.desc(
                kind(),
                dnnl.algorithm.pooling_max,
                source.layout(),
                Layouts.any(source.layout().data_type(), sizes(layer.name())),
                new long[] {layer.stride(), layer.stride()},
                new long[] {layer.kernel(), layer.kernel()},
                NO_PADDING,
                NO_PADDING),
            ProgramBuilder.attributes(),
            OneDnn.engine());
    Value result = program.value(description.dst_desc());
    Map<Integer, Value> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, source);
    arguments.put(dnnl.DNNL_ARG_DST, result);
    if (isTraining) {
      Value workspace = program.value(description.workspace_desc());
      arguments.put(dnnl.DNNL_ARG_WORKSPACE, workspace);
      pooled.put(layer.name(), new Pooled(description, source, workspace));
    }
    program.add(layer.name(), description, arguments);
    return result;
  }

  private Value upsample(Layer.Upsampling layer) {
    Value source = result(layer.input());
    var description =
        new resampling_forward.primitive_desc(
            new resampling_forward.desc(
                kind(),
                dnnl.algorithm.resampling_nearest,
                source.layout(),
                Layouts.any(source.layout().data_type(), sizes(layer.name()))),
            ProgramBuilder.attributes(),
            OneDnn.engine());
    Value result = program.value(description.dst_desc());
    program.add(
        layer.name(), description, Map.of(dnnl.DNNL_ARG_SRC, source, dnnl.DNNL_ARG_DST, result));
    upsampled.put(layer.name(), description);
    return result;
  }

  private dnnl.prop_kind kind() {
    return isTraining ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
  }

  /** The type of what lies between the layers. */
  memory.data_type type() {
    return convolutions.type();
  }

  /** What a layer computed. */
  Value result(String layer) {
    return Objects.requireNonNull(results.get(layer));
  }

  Convolved convolved(String layer) {
    return Objects.requireNonNull(convolved.get(layer));
  }

  Pooled pooled(String layer) {
    return Objects.requireNonNull(pooled.get(layer));
  }

  resampling_forward.primitive_desc upsampled(String layer) {
    return Objects.requireNonNull(upsampled.get(layer));
  }

  FeatureShape shape(String layer) {
    return Objects.requireNonNull(shapes.get(layer));
  }

  /** Pictures, channels, rows and columns of what a layer computed. */
  long[] sizes(String layer) {
    FeatureShape shape = shape(layer);
    return new long[] {count, shape.channels(), shape.height(), shape.width()};
  }

  memory.desc plain(String layer) {
    return Layouts.plain(sizes(layer));
  }
}
