package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.resampling_backward;

/** Adds the steps of a backward pass to a program, after those of a forward pass. */
final class BackwardPass {
  private static final long[] NO_PADDING = {0, 0};

  private final ProgramBuilder program;
  private final NetworkSpec spec;
  private final ParameterValues weights;
  private final LearnedLayers learned;
  private final ParameterValues gradient;
  private final ForwardPass forward;

  /** By layer: one gradient per place where the layer's result is used. Never written again. */
  private final Map<String, List<Value>> gradients = new HashMap<>();

  BackwardPass(
      ProgramBuilder program,
      NetworkSpec spec,
      ParameterValues weights,
      LearnedLayers learned,
      ParameterValues gradient,
      ForwardPass forward) {
    this.program = program;
    this.spec = spec;
    this.weights = weights;
    this.learned = learned;
    this.gradient = gradient;
    this.forward = forward;
  }

  /**
   * Adds all layers, the last one first.
   *
   * @param outputGradient gradient with respect to the last layer's result, plain
   */
  void add(Value outputGradient) {
    outputGradient.touch(program.position());
    give(spec.output().name(), outputGradient);
    for (int i = spec.layers().size() - 1; i > 0; i--) {
      Layer layer = spec.layers().get(i);
      List<Value> parts = gradients.remove(layer.name());
      // Nothing the network's result depends on has no gradient.
      if (parts != null) {
        try {
          add(layer, parts.size() == 1 ? parts.get(0) : program.sum(label(layer), parts));
        } catch (RuntimeException e) {
          throw new EngineException(
              "oneDNN cannot compute the gradient of layer \"%s\": %s"
                  .formatted(layer.name(), e.getMessage()),
              e);
        }
      }
    }
  }

  private static String label(Layer layer) {
    return layer.name() + " backward";
  }

  private boolean needsGradient(String layer) {
    return learned.needsGradient(layer);
  }

  private void give(String layer, Value value) {
    if (needsGradient(layer)) {
      gradients.computeIfAbsent(layer, key -> new ArrayList<>()).add(value);
    }
  }

  private void add(Layer layer, Value result) {
    if (layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution) {
      convolve(layer, result);
    } else if (layer instanceof Layer.MaxPooling p) {
      pool(p, result);
    } else if (layer instanceof Layer.Upsampling u) {
      upsample(u, result);
    } else if (layer instanceof Layer.Addition) {
      layer.inputs().forEach(input -> give(input, result));
    } else if (layer instanceof Layer.Concatenation) {
      split(layer, result);
    }
  }

  private void convolve(Layer layer, Value result) {
    ForwardPass.Convolved convolved = forward.convolved(layer.name());
    Value sums = beforeActivation(layer, convolved.geometry(), result);
    if (learned.learns(layer.name())) {
      toWeights(layer, convolved, sums);
    }
    if (needsGradient(convolved.geometry().input)) {
      give(convolved.geometry().input, toSource(layer, convolved, sums));
    }
  }

  /** The gradient with respect to the sums that entered the activation. */
  private Value beforeActivation(Layer layer, ConvolutionGeometry g, Value result) {
    if (g.activation == Activation.IDENTITY) {
      return result;
    }
    Value activated = forward.result(layer.name());
    var hint =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(
                dnnl.prop_kind.forward_training,
                g.slopeFromResult(),
                activated.layout(),
                0,
                g.slopeLimit()),
            OneDnn.engine());
    var description =
        new eltwise_backward.primitive_desc(
            new eltwise_backward.desc(
                g.slopeFromResult(), activated.layout(), activated.layout(), 0, g.slopeLimit()),
            ProgramBuilder.attributes(),
            OneDnn.engine(),
            hint);
    Value sums = program.value(description.diff_src_desc());
    program.add(
        label(layer),
        description,
        Map.of(
            dnnl.DNNL_ARG_DST,
            activated,
            dnnl.DNNL_ARG_DIFF_DST,
            program.as(result, activated.layout()),
            dnnl.DNNL_ARG_DIFF_SRC,
            sums));
    return sums;
  }

  private void toWeights(Layer layer, ForwardPass.Convolved convolved, Value sums) {
    memory.data_type type = forward.type();
    ConvolutionGeometry g = convolved.geometry();
    var description =
        FirstThatWorks.of(
            convolved.algorithms(),
            choice ->
                new convolution_backward_weights.primitive_desc(
                    new convolution_backward_weights.desc(
                        choice,
                        Layouts.any(type, g.sourceSizes),
                        Layouts.any(memory.data_type.f32, g.weightSizes),
                        g.bias(),
                        Layouts.any(type, g.resultSizes),
                        g.strides,
                        g.dilations,
                        g.paddingBefore,
                        g.paddingAfter),
                    ProgramBuilder.attributes(),
                    OneDnn.engine(),
                    convolved.description()));
    Value weight = program.value(description.diff_weights_desc());
    Value bias = program.value(description.diff_bias_desc());
    program.add(
        label(layer) + " to weights",
        description,
        Map.of(
            dnnl.DNNL_ARG_SRC,
            program.as(convolved.source(), description.src_desc()),
            dnnl.DNNL_ARG_DIFF_DST,
            program.as(sums, description.diff_dst_desc()),
            dnnl.DNNL_ARG_DIFF_WEIGHTS,
            weight,
            dnnl.DNNL_ARG_DIFF_BIAS,
            bias));
    store(weight, layer.name() + ".weight", g.plainWeights());
    store(bias, layer.name() + ".bias", g.bias());
  }

  private void store(Value value, String parameter, memory.desc plain) {
    program.copy(value, gradient.in(plain, parameter, plain));
  }

  private Value toSource(Layer layer, ForwardPass.Convolved convolved, Value sums) {
    memory.data_type type = forward.type();
    ConvolutionGeometry g = convolved.geometry();
    var description =
        FirstThatWorks.of(
            convolved.algorithms(),
            choice ->
                new convolution_backward_data.primitive_desc(
                    new convolution_backward_data.desc(
                        choice,
                        Layouts.any(type, g.sourceSizes),
                        Layouts.any(type, g.weightSizes),
                        Layouts.any(type, g.resultSizes),
                        g.strides,
                        g.dilations,
                        g.paddingBefore,
                        g.paddingAfter),
                    ProgramBuilder.attributes(),
                    OneDnn.engine(),
                    convolved.description()));
    Value weight =
        weights.in(description.weights_desc(), layer.name() + ".weight", g.plainWeights());
    Value source =
        program.value(Layouts.reshaped(description.diff_src_desc(), forward.sizes(g.input)));
    program.add(
        label(layer) + " to input",
        description,
        Map.of(
            dnnl.DNNL_ARG_DIFF_DST,
            program.as(sums, description.diff_dst_desc()),
            dnnl.DNNL_ARG_WEIGHTS,
            weight,
            dnnl.DNNL_ARG_DIFF_SRC,
            source));
    return source;
  }

  private void pool(Layer.MaxPooling layer, Value result) {
    if (!needsGradient(layer.input())) {
      return;
    }
    ForwardPass.Pooled pooled = forward.pooled(layer.name());
    Value maxima = forward.result(layer.name());
    var description =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(
                dnnl.algorithm.pooling_max,
                pooled.source().layout(),
                maxima.layout(),
                new long[] {layer.stride(), layer.stride()},
                new long[] {layer.kernel(), layer.kernel()},
                NO_PADDING,
                NO_PADDING),
            ProgramBuilder.attributes(),
            OneDnn.engine(),
            pooled.description());
    Value source = program.value(description.diff_src_desc());
    program.add(
        label(layer),
        description,
        Map.of(
            dnnl.DNNL_ARG_DIFF_DST,
            program.as(result, description.diff_dst_desc()),
            dnnl.DNNL_ARG_WORKSPACE,
            pooled.workspace(),
            dnnl.DNNL_ARG_DIFF_SRC,
            source));
    give(layer.input(), source);
  }

  private void upsample(Layer.Upsampling layer, Value result) {
    if (!needsGradient(layer.input())) {
      return;
    }
    var description =
        new resampling_backward.primitive_desc(
            new resampling_backward.desc(
                dnnl.algorithm.resampling_nearest,
                forward.result(layer.input()).layout(),
                forward.result(layer.name()).layout()),
            ProgramBuilder.attributes(),
            OneDnn.engine(),
            forward.upsampled(layer.name()));
    Value source = program.value(description.diff_src_desc());
    program.add(
        label(layer),
        description,
        Map.of(
            dnnl.DNNL_ARG_DIFF_DST,
            program.as(result, description.diff_dst_desc()),
            dnnl.DNNL_ARG_DIFF_SRC,
            source));
    give(layer.input(), source);
  }

  private void split(Layer layer, Value result) {
    // Blocked layouts cannot be cut at any channel.
    Value plain = program.as(result, forward.plain(layer.name()));
    long[] offsets = {0, 0, 0, 0};
    for (String input : layer.inputs()) {
      long[] sizes = forward.sizes(input);
      if (needsGradient(input)) {
        Value part = program.value(forward.plain(input));
        program.copy(plain.part(plain.layout().submemory_desc(sizes, offsets)), part);
        give(input, part);
      }
      offsets[1] += sizes[1];
    }
  }
}
