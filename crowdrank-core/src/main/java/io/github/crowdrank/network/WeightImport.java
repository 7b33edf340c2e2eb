package io.github.crowdrank.network;

import io.github.crowdrank.io.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Imports weights that were trained elsewhere, on ImageNet for example, as far as they go: what the
 * file does not have stays as it was initialised.
 *
 * <p>Tensors come by name, from {@code Safetensors.readWeights(file).tensors()}, {@code
 * PyTorchFile.read(file)} or {@link KerasVgg16#read}.
 */
public final class WeightImport {
  /** Numbers of the convolutions among the layers of torchvision's {@code vgg16.features}. */
  private static final int[] TORCHVISION = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};

  private static final String[] VGG16 = {
    "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv4_1",
    "conv4_2", "conv4_3", "conv5_1", "conv5_2", "conv5_3"
  };

  /** Added to variances by Keras' MobileNetV1 and those made of it or of TensorFlow's. */
  private static final double EPSILON = 1e-3;

  /**
   * How a convolution without bias and the normalisation after it are called.
   *
   * @param kernel its tensor
   * @param scale gamma
   * @param shift beta
   * @param mean moving mean
   * @param variance moving variance
   */
  private record Normalized(
      String kernel, String scale, String shift, String mean, String variance) {
    static Normalized ofKeras(String layer) {
      String theirs = layer.replaceFirst("^(dw|pw)(\\d+)$", "conv_$1_$2");
      String bn = theirs + "_bn.";
      return new Normalized(
          theirs + (layer.startsWith("dw") ? ".depthwise_kernel" : ".kernel"),
          bn + "gamma",
          bn + "beta",
          bn + "moving_mean",
          bn + "moving_variance");
    }

    /** Depthwise and pointwise ones take turns. */
    static Normalized ofTransformers(String prefix, String layer) {
      String theirs = prefix + "conv_stem";
      if (layer.matches("(dw|pw)\\d{1,2}")) {
        int pair = 2 * (Integer.parseInt(layer.substring(2)) - 1);
        theirs = prefix + "layer." + (layer.startsWith("dw") ? pair : pair + 1);
      }
      String bn = theirs + ".normalization.";
      return new Normalized(
          theirs + ".convolution.weight",
          bn + "weight",
          bn + "bias",
          bn + "running_mean",
          bn + "running_var");
    }
  }

  private WeightImport() {}

  /**
   * Fills the convolutions of VGG-16 from tensors called {@code conv1_1.weight} or, as torchvision
   * calls them, {@code features.0.weight}, with biases likewise; weights are OIHW.
   *
   * <p>Weights from Caffe and Keras were trained on BGR from 0 to 255 minus a mean, those of
   * torchvision on RGB of another scale: use the preprocessing they were trained with, or {@link
   * #torchvisionVgg16}. Where only the order of the colours differs, {@link ColorOrder#REVERSE} the
   * first layer.
   *
   * @param start initialised weights of a network that has VGG-16's layers
   * @throws IllegalArgumentException if a tensor has another shape than its layer, a weight comes
   *     without its bias, a weight is not finite, the tensors are those of torchvision's {@code
   *     vgg16_bn} or {@code vgg19}, or not one of them belongs to the network; the message names
   *     the tensor
   */
  public static ImportedWeights vgg16(
      Map<String, Tensor> tensors, Weights start, ColorOrder colours) {
    return vgg16(
        tensors,
        start,
        named -> {
          if (colours == ColorOrder.REVERSE) {
            named.computeIfPresent("conv1_1.weight", (name, tensor) -> reversed(tensor));
          }
        });
  }

  /**
   * Fills the convolutions of VGG-16 from torchvision's tensors, for pictures fed as Caffe's and
   * Keras' weights take them, BGR from 0 to 255. Torchvision's were trained on RGB as {@code (v /
   * 255 - mean) / deviation} of ImageNet's channels, which is folded into the first convolution.
   * Its output is the same but for the outermost pixels, whose neighbours outside the picture are
   * black instead of ImageNet's mean colour.
   *
   * @param start initialised weights of a network that has VGG-16's layers
   * @throws IllegalArgumentException as {@link #vgg16}
   */
  public static ImportedWeights torchvisionVgg16(Map<String, Tensor> tensors, Weights start) {
    return vgg16(tensors, start, TorchvisionInput::fold);
  }

  private static ImportedWeights vgg16(
      Map<String, Tensor> tensors, Weights start, Consumer<Map<String, Tensor>> adaption) {
    for (String stranger : List.of("features.1.weight", "features.16.weight")) {
      if (tensors.containsKey(stranger)) {
        throw new IllegalArgumentException(
            "\"%s\" is no tensor of torchvision's vgg16 but of another network"
                .formatted(stranger));
      }
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (int i = 0; i < VGG16.length; i++) {
      for (String part : List.of(".weight", ".bias")) {
        for (String prefix : List.of(VGG16[i], "features." + TORCHVISION[i])) {
          Tensor tensor = tensors.get(prefix + part);
          if (tensor != null) {
            named.put(VGG16[i] + part, tensor);
            sources.put(prefix + part, VGG16[i]);
          }
        }
      }
    }
    adaption.accept(named);
    return fill(start, named, sources.keySet(), tensors.keySet());
  }

  /** The kernel with its input channels in reverse order. */
  private static Tensor reversed(Tensor kernel) {
    if (kernel.shape().size() != 4 || kernel.values().length == 0) {
      return kernel;
    }
    int channels = kernel.shape().get(1);
    int plane = kernel.shape().get(2) * kernel.shape().get(3);
    float[] values = new float[kernel.values().length];
    for (int i = 0; i < values.length / plane; i++) {
      int mirrored = i - i % channels + channels - 1 - i % channels;
      System.arraycopy(kernel.values(), i * plane, values, mirrored * plane, plane);
    }
    return new Tensor(kernel.shape(), values);
  }

  /**
   * Fills the trunk of {@link MobileNetV1} from the tensors of Keras' MobileNetV1: {@code
   * conv1.kernel}, {@code conv_dw_1.depthwise_kernel}, {@code conv_pw_1.kernel} and so on, kernels
   * as OIHW and {@code [channels, 1, 3, 3]}, each followed by a batch normalisation such as {@code
   * conv1_bn.gamma}, {@code .beta}, {@code .moving_mean}, {@code .moving_variance}. The
   * normalisation is folded into weight and bias: {@code w' = w g / sqrt(v + 0.001)}, {@code b' =
   * beta - m g / sqrt(v + 0.001)}.
   *
   * <p>Tensors may also be called as those of {@code google/mobilenet_v1_1.0_224} in Hugging Face's
   * Transformers, which were made of TensorFlow's and are padded alike: {@code
   * mobilenet_v1.conv_stem.convolution.weight}, {@code
   * mobilenet_v1.layer.0.normalization.running_mean} and so on, with or without {@code
   * mobilenet_v1.}.
   *
   * @param start initialised weights of a network that has MobileNetV1's layers
   * @throws IllegalArgumentException if a tensor has another shape than its layer, a part of a
   *     normalisation is missing or its variance negative, a weight is not finite, or not one
   *     tensor belongs to the network; the message names the tensor
   */
  public static ImportedWeights mobileNetV1(Map<String, Tensor> tensors, Weights start) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>();
    for (Parameter parameter : start.parameters()) {
      String layer = parameter.layer();
      if (parameter.kind() != Parameter.Kind.WEIGHT) {
        continue;
      }
      for (Normalized names :
          List.of(
              Normalized.ofKeras(layer),
              Normalized.ofTransformers("mobilenet_v1.", layer),
              Normalized.ofTransformers("", layer))) {
        if ((layer.equals("conv1") || layer.matches("(dw|pw)\\d+"))
            && tensors.containsKey(names.kernel())) {
          fold(tensors, names, layer, named, used);
        }
      }
    }
    return fill(start, named, used, tensors.keySet());
  }

  private static void fold(
      Map<String, Tensor> tensors,
      Normalized names,
      String layer,
      Map<String, Tensor> named,
      Set<String> used) {
    Tensor kernel = required(tensors, names.kernel(), used);
    float[] gamma = required(tensors, names.scale(), used).values();
    float[] beta = required(tensors, names.shift(), used).values();
    float[] mean = required(tensors, names.mean(), used).values();
    float[] variance = required(tensors, names.variance(), used).values();
    int channels = kernel.shape().isEmpty() ? 0 : kernel.shape().get(0);
    if (gamma.length != channels
        || beta.length != channels
        || mean.length != channels
        || variance.length != channels) {
      throw new IllegalArgumentException(
          "\"%s\" has shape %s but the normalisation of \"%s\" does not have %d values everywhere"
              .formatted(names.kernel(), kernel.shape(), names.scale(), channels));
    }
    float[] weight = kernel.values().clone();
    float[] bias = new float[channels];
    for (int c = 0; c < channels; c++) {
      if (!(variance[c] >= 0)) {
        throw new IllegalArgumentException(
            "\"%s\" is not negative but channel %d has %s"
                .formatted(names.variance(), c, variance[c]));
      }
      double factor = gamma[c] / Math.sqrt(variance[c] + EPSILON);
      int size = weight.length / channels;
      for (int i = c * size; i < (c + 1) * size; i++) {
        weight[i] = (float) (weight[i] * factor);
      }
      bias[c] = (float) (beta[c] - mean[c] * factor);
    }
    named.put(layer + ".weight", new Tensor(kernel.shape(), weight));
    named.put(layer + ".bias", new Tensor(List.of(channels), bias));
  }

  private static Tensor required(Map<String, Tensor> tensors, String name, Set<String> used) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("tensor \"" + name + "\" is missing");
    }
    used.add(name);
    return tensor;
  }

  private static void requireFinite(Parameter parameter, Tensor tensor) {
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "weights are finite but the tensor for \"%s\" makes value %d %s"
                .formatted(parameter.name(), i, values[i]));
      }
    }
  }

  private static ImportedWeights fill(
      Weights start, Map<String, Tensor> named, Set<String> used, Set<String> offered) {
    Set<String> filled = new LinkedHashSet<>();
    Set<String> kept = new LinkedHashSet<>();
    float[] values = start.toArray();
    for (Parameter parameter : start.parameters()) {
      Tensor tensor = named.get(parameter.name());
      if (tensor == null) {
        kept.add(parameter.layer());
        continue;
      }
      if (!tensor.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "the tensor for \"%s\" has shape %s but the network needs %s"
                .formatted(parameter.name(), tensor.shape(), parameter.shape()));
      }
      requireFinite(parameter, tensor);
      System.arraycopy(tensor.values(), 0, values, parameter.offset(), parameter.size());
      filled.add(parameter.layer());
    }
    for (String layer : filled) {
      if (kept.contains(layer)) {
        throw new IllegalArgumentException(
            "layer \"%s\" has only one of weight and bias".formatted(layer));
      }
    }
    if (filled.isEmpty()) {
      throw new IllegalArgumentException(
          "not one tensor belongs to the network; there are %s"
              .formatted(offered.stream().limit(10).map(ForeignText::shown).toList()));
    }
    List<String> unused = new ArrayList<>(offered);
    unused.removeAll(used);
    return new ImportedWeights(
        start.withValues(values), List.copyOf(filled), List.copyOf(kept), unused);
  }
}
