package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WeightImportTest {
  private static final Weights VGG =
      WeightInitializer.heNormal().initialize(Vgg16.counter(), new SplittableRandom(1));
  private static final Weights MOBILE =
      WeightInitializer.heNormal().initialize(MobileNetV1.counter(), new SplittableRandom(1));
  private static final int[] TORCHVISION = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};

  private static float[] values(Weights weights, String name) {
    return Objects.requireNonNull(weights.tensors().get(name)).values();
  }

  private static Tensor random(List<Integer> shape, SplittableRandom random) {
    float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return new Tensor(shape, values);
  }

  private static Map<String, Tensor> downloaded(String file) throws IOException {
    String data = System.getProperty("crowdrank.data", "");
    Path path =
        Path.of(System.getProperty("crowdrank.root", "."))
            .resolve(data)
            .resolve("../weights")
            .resolve(file);
    Assumptions.assumeTrue(
        !data.isEmpty() && Files.exists(path),
        "skipped the import of " + file + ": run with -Dcrowdrank.data=<folder beside weights>");
    return Safetensors.read(path).tensors();
  }

  @Test
  void torchvision_s_names_fill_all_of_vgg16_but_its_head() {
    Map<String, Tensor> trained =
        WeightInitializer.heNormal().initialize(Vgg16.counter(), new SplittableRandom(2)).tensors();
    List<String> layers =
        trained.keySet().stream().map(name -> name.replaceAll("\\..*", "")).distinct().toList();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    trained.forEach(
        (name, tensor) -> {
          int layer = layers.indexOf(name.replaceAll("\\..*", ""));
          if (layer < 13) {
            tensors.put(
                "features." + TORCHVISION[layer] + name.substring(name.indexOf('.')), tensor);
          }
        });
    tensors.put("classifier.0.bias", new Tensor(List.of(1), new float[1]));

    ImportedWeights imported = WeightImport.vgg16(tensors, VGG, ColorOrder.KEEP);

    assertThat(imported.filled()).isEqualTo(layers.subList(0, 13));
    assertThat(imported.kept()).containsExactly("head");
    assertThat(imported.unused()).containsExactly("classifier.0.bias");
    for (String layer : imported.filled()) {
      assertThat(values(imported.weights(), layer + ".weight"))
          .isEqualTo(Objects.requireNonNull(trained.get(layer + ".weight")).values());
    }
    assertThat(values(imported.weights(), "head.weight")).isEqualTo(values(VGG, "head.weight"));
  }

  @Test
  void part_of_vgg19_is_a_partial_start() throws IOException {
    ImportedWeights imported =
        WeightImport.vgg16(
            downloaded("vgg19-conv1-3/vgg19_conv1_1-conv3_4_OIHW.safetensors"),
            VGG,
            ColorOrder.KEEP);

    assertThat(imported.filled())
        .containsExactly(
            "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3");
    assertThat(imported.kept())
        .containsExactly("conv4_1", "conv4_2", "conv4_3", "conv5_1", "conv5_2", "conv5_3", "head");
    assertThat(imported.unused()).containsExactly("conv3_4.weight", "conv3_4.bias");
  }

  @Test
  void reversed_colours_turn_the_first_kernel_round_and_nothing_else() {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("conv1_1.weight", random(List.of(64, 3, 3, 3), random));
    tensors.put("conv1_1.bias", random(List.of(64), random));
    tensors.put("conv1_2.weight", random(List.of(64, 64, 3, 3), random));
    tensors.put("conv1_2.bias", random(List.of(64), random));

    Weights kept = WeightImport.vgg16(tensors, VGG, ColorOrder.KEEP).weights();
    Weights reversed = WeightImport.vgg16(tensors, VGG, ColorOrder.REVERSE).weights();

    float[] before = values(kept, "conv1_1.weight");
    float[] after = values(reversed, "conv1_1.weight");
    for (int o = 0; o < 64; o++) {
      for (int i = 0; i < 3; i++) {
        for (int tap = 0; tap < 9; tap++) {
          assertThat(after[(o * 3 + 2 - i) * 9 + tap]).isEqualTo(before[(o * 3 + i) * 9 + tap]);
        }
      }
    }
    assertThat(values(reversed, "conv1_2.weight")).isEqualTo(values(kept, "conv1_2.weight"));
  }

  @Test
  void torchvision_s_first_layer_computes_on_plain_bgr_what_it_did_on_its_own_input() {
    SplittableRandom random = new SplittableRandom(7);
    Tensor kernel = random(List.of(64, 3, 3, 3), random);
    Tensor bias = random(List.of(64), random);
    byte[] samples = new byte[3 * 5 * 4];
    random.nextBytes(samples);
    RgbImage picture = RgbImage.of(5, 4, samples);
    Preprocessing theirs =
        new Preprocessing(
            ChannelOrder.RGB,
            List.of(255 * 0.485f, 255 * 0.456f, 255 * 0.406f),
            List.of(255 * 0.229f, 255 * 0.224f, 255 * 0.225f));

    Weights folded =
        WeightImport.torchvisionVgg16(
                Map.of("features.0.weight", kernel, "features.0.bias", bias), VGG)
            .weights();

    FeatureMaps input = theirs.apply(picture, 1);
    FeatureMaps plain = Preprocessing.none(ChannelOrder.BGR).apply(picture, 1);
    float[] foldedKernel = values(folded, "conv1_1.weight");
    float[] foldedBias = values(folded, "conv1_1.bias");
    for (int x = 1; x < 4; x++) {
      for (int y = 1; y < 3; y++) {
        for (int o = 0; o < 64; o++) {
          assertThat(convolved(plain, foldedKernel, foldedBias, o, x, y))
              .isCloseTo(convolved(input, kernel.values(), bias.values(), o, x, y), within(1e-4));
        }
      }
    }
  }

  private static double convolved(
      FeatureMaps input, float[] kernel, float[] bias, int output, int x, int y) {
    double sum = bias[output];
    for (int channel = 0; channel < 3; channel++) {
      for (int tap = 0; tap < 9; tap++) {
        int row = y + tap / 3 - 1;
        int column = x + tap % 3 - 1;
        sum +=
            kernel[(output * 3 + channel) * 9 + tap]
                * input.values()[(channel * input.height() + row) * input.width() + column];
      }
    }
    return sum;
  }

  @Test
  void torchvision_s_tensors_that_do_not_fit_are_refused_as_they_are() {
    Tensor bias = new Tensor(List.of(64), new float[64]);
    Tensor kernel = new Tensor(List.of(64, 3, 3, 3), new float[64 * 27]);
    Tensor grey = new Tensor(List.of(64, 1, 3, 3), new float[64 * 9]);
    for (Map<String, Tensor> tensors :
        List.of(
            Map.of("features.0.weight", kernel),
            Map.of("features.0.weight", bias, "features.0.bias", bias),
            Map.of("features.0.weight", grey, "features.0.bias", bias),
            Map.of("features.0.weight", kernel, "features.0.bias", grey))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WeightImport.torchvisionVgg16(tensors, VGG))
          .withMessageContaining("\"conv1_1");
    }
  }

  @Test
  void tensors_that_do_not_fit_are_refused_by_name() {
    Tensor bias = new Tensor(List.of(64), new float[64]);
    Tensor kernel = new Tensor(List.of(64, 3, 3, 3), new float[64 * 27]);
    refused("\"conv1_1\" has only one of weight and bias", Map.of("conv1_1.weight", kernel));
    refused(
        "\"conv1_1.weight\" has shape [64] but the network needs [64, 3, 3, 3]",
        Map.of("conv1_1.weight", bias, "conv1_1.bias", bias));
    refused("not one tensor belongs to the network; there are [x]", Map.of("x", bias));
    refused(
        "there are [a\\u000ab" + "x".repeat(61) + "...]", Map.of("a\nb" + "x".repeat(99), bias));
    refused("\"features.1.weight\" is no tensor", Map.of("features.1.weight", bias));
    refused("\"features.16.weight\" is no tensor", Map.of("features.16.weight", kernel));
  }

  private static void refused(String message, Map<String, Tensor> tensors) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.vgg16(tensors, VGG, ColorOrder.REVERSE))
        .withMessageContaining(message);
  }

  /** Tensors of one convolution with its normalisation, as Keras names them. */
  private static Map<String, Tensor> normalised(
      String kernel, String normalisation, List<Integer> shape, SplittableRandom random) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Integer> channels = List.of(shape.get(0));
    tensors.put(kernel, random(shape, random));
    tensors.put(normalisation + ".gamma", random(channels, random));
    tensors.put(normalisation + ".beta", random(channels, random));
    tensors.put(normalisation + ".moving_mean", random(channels, random));
    Tensor variance = random(channels, random);
    for (int i = 0; i < variance.values().length; i++) {
      variance.values()[i] = 1e-4f + Math.abs(variance.values()[i]);
    }
    tensors.put(normalisation + ".moving_variance", variance);
    return tensors;
  }

  @Test
  void a_folded_normalisation_computes_what_the_unfolded_one_does() {
    SplittableRandom random = new SplittableRandom(4);
    Map<String, Tensor> tensors =
        normalised("conv_pw_1.kernel", "conv_pw_1_bn", List.of(64, 32, 1, 1), random);
    tensors.putAll(
        normalised("conv_dw_2.depthwise_kernel", "conv_dw_2_bn", List.of(64, 1, 3, 3), random));

    ImportedWeights imported = WeightImport.mobileNetV1(tensors, MOBILE);

    assertThat(imported.filled()).containsExactly("pw1", "dw2");
    assertThat(imported.unused()).isEmpty();
    assertFolded(imported.weights(), "pw1", "conv_pw_1.kernel", "conv_pw_1_bn", tensors, random);
    assertFolded(
        imported.weights(), "dw2", "conv_dw_2.depthwise_kernel", "conv_dw_2_bn", tensors, random);
  }

  @Test
  void names_of_transformers_are_those_of_keras() {
    SplittableRandom random = new SplittableRandom(6);
    Map<String, Tensor> keras =
        normalised("conv1.kernel", "conv1_bn", List.of(32, 3, 3, 3), random);
    keras.putAll(normalised("conv_pw_1.kernel", "conv_pw_1_bn", List.of(64, 32, 1, 1), random));
    keras.putAll(
        normalised("conv_dw_2.depthwise_kernel", "conv_dw_2_bn", List.of(64, 1, 3, 3), random));
    Map<String, String> theirs =
        Map.of("conv1", "conv_stem", "conv_pw_1", "layer.1", "conv_dw_2", "layer.2");
    Map<String, String> parts =
        Map.of(
            "kernel", "convolution.weight",
            "depthwise_kernel", "convolution.weight",
            "gamma", "normalization.weight",
            "beta", "normalization.bias",
            "moving_mean", "normalization.running_mean",
            "moving_variance", "normalization.running_var");
    for (String prefix : List.of("mobilenet_v1.", "")) {
      Map<String, Tensor> renamed = new LinkedHashMap<>();
      keras.forEach(
          (name, tensor) -> {
            String layer = name.substring(0, name.indexOf('.')).replace("_bn", "");
            String part = name.substring(name.indexOf('.') + 1);
            renamed.put(prefix + theirs.get(layer) + "." + parts.get(part), tensor);
          });

      ImportedWeights imported = WeightImport.mobileNetV1(renamed, MOBILE);

      assertThat(imported.filled()).containsExactly("conv1", "pw1", "dw2");
      assertThat(imported.unused()).isEmpty();
      assertThat(imported.weights()).isEqualTo(WeightImport.mobileNetV1(keras, MOBILE).weights());
    }
  }

  /** One output value of each channel, for a random window. */
  private static void assertFolded(
      Weights weights,
      String layer,
      String kernelName,
      String normalisation,
      Map<String, Tensor> tensors,
      SplittableRandom random) {
    float[] kernel = Objects.requireNonNull(tensors.get(kernelName)).values();
    float[] folded = values(weights, layer + ".weight");
    float[] bias = values(weights, layer + ".bias");
    int size = kernel.length / bias.length;
    double[] window = random.doubles(size, -1, 1).toArray();
    for (int c = 0; c < bias.length; c++) {
      double plainSum = 0;
      double foldedSum = bias[c];
      for (int i = 0; i < size; i++) {
        plainSum += window[i] * kernel[c * size + i];
        foldedSum += window[i] * folded[c * size + i];
      }
      double expected =
          (plainSum - value(tensors, normalisation + ".moving_mean", c))
                  / Math.sqrt(value(tensors, normalisation + ".moving_variance", c) + 1e-3)
                  * value(tensors, normalisation + ".gamma", c)
              + value(tensors, normalisation + ".beta", c);
      assertThat(foldedSum).isCloseTo(expected, within(1e-4));
    }
  }

  private static double value(Map<String, Tensor> tensors, String name, int index) {
    return Objects.requireNonNull(tensors.get(name)).values()[index];
  }

  @Test
  void a_normalisation_that_is_incomplete_or_impossible_is_refused() {
    Map<String, Tensor> tensors =
        normalised("conv1.kernel", "conv1_bn", List.of(32, 3, 3, 3), new SplittableRandom(5));
    Objects.requireNonNull(tensors.get("conv1_bn.moving_variance")).values()[7] = -1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.mobileNetV1(tensors, MOBILE))
        .withMessageContaining("\"conv1_bn.moving_variance\" is not negative but channel 7 has -1");
    tensors.put("conv1_bn.beta", new Tensor(List.of(31), new float[31]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.mobileNetV1(tensors, MOBILE))
        .withMessageContaining(
            "the normalisation of \"conv1_bn.gamma\" does not have 32 values everywhere");
    tensors.remove("conv1_bn.beta");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.mobileNetV1(tensors, MOBILE))
        .withMessageContaining("tensor \"conv1_bn.beta\" is missing");
  }

  @Test
  void imagenet_s_mobilenet_v1_fills_the_trunk() throws IOException {
    ImportedWeights imported =
        WeightImport.mobileNetV1(
            downloaded("mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors"), MOBILE);

    assertThat(imported.filled()).hasSize(23).startsWith("conv1", "dw1", "pw1").endsWith("pw11");
    assertThat(imported.kept()).containsExactly("lat16", "ctx", "lat8", "head1", "head2", "out");
    assertThat(imported.unused()).contains("conv_pw_12.kernel", "conv_preds.bias");
  }

  @Test
  void the_reference_counter_kept_the_first_layers_of_imagenet() throws IOException {
    Weights trunk =
        WeightImport.mobileNetV1(
                downloaded("mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors"), MOBILE)
            .weights();
    Map<String, Tensor> reference = downloaded("compact-reference/compact-reference.safetensors");

    // It was trained with these layers frozen, so that they are our import, made by other code.
    for (String layer : List.of("conv1", "dw1", "pw1", "dw2", "pw2")) {
      for (String part : List.of(".weight", ".bias")) {
        assertThat(values(trunk, layer + part))
            .as(layer + part)
            .containsExactly(
                Objects.requireNonNull(reference.get(layer + part)).values(), within(1e-4f));
      }
    }
  }

  @Test
  void kernels_without_any_value_are_refused_as_those_of_another_shape() {
    Map<String, Tensor> tensors =
        Map.of("conv1_1.weight", new Tensor(List.of(64, 3, 0, 0), new float[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.vgg16(tensors, VGG, ColorOrder.REVERSE))
        .withMessageContaining("\"conv1_1.weight\" has shape [64, 3, 0, 0]");
  }

  @Test
  void weights_that_are_no_numbers_are_refused_by_name() {
    float[] kernel = new float[64 * 3 * 9];
    kernel[100] = Float.NaN;
    Map<String, Tensor> tensors =
        Map.of(
            "features.0.weight", new Tensor(List.of(64, 3, 3, 3), kernel),
            "features.0.bias", new Tensor(List.of(64), new float[64]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightImport.vgg16(tensors, VGG, ColorOrder.KEEP))
        .withMessageContaining("\"conv1_1.weight\"")
        .withMessageContaining("value 100")
        .withMessageContaining("NaN");
  }
}
