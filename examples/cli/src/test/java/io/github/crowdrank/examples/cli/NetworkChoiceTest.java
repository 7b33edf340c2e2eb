package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkChoiceTest {
  @TempDir Path folder;

  /** What a first layer of the same value everywhere, so called in a file, becomes. */
  private Map<String, Tensor> imported(String layer) throws Exception {
    float[] kernel = new float[64 * 27];
    Arrays.fill(kernel, 0.1f);
    Path file = folder.resolve("weights.safetensors");
    new Safetensors(
            Map.of(),
            Map.of(
                layer + ".weight", new Tensor(List.of(64, 3, 3, 3), kernel),
                layer + ".bias", new Tensor(List.of(64), new float[64])))
        .write(file, NumberFormat.F32);
    Weights start =
        WeightInitializer.heNormal().initialize(Vgg16.counter(), new SplittableRandom(1));
    return NetworkChoice.VGG16.read(file, start).weights().tensors();
  }

  private static float[] values(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name)).values();
  }

  @Test
  void torchvision_s_weights_are_brought_to_the_pixels_that_vgg16_is_fed() throws Exception {
    Map<String, Tensor> tensors = imported("features.0");

    float[] kernel = values(tensors, "conv1_1.weight");
    assertThat(kernel[0]).isCloseTo(0.1f / (255 * 0.225f), within(1e-7f));
    assertThat(kernel[9]).isCloseTo(0.1f / (255 * 0.224f), within(1e-7f));
    assertThat(kernel[18]).isCloseTo(0.1f / (255 * 0.229f), within(1e-7f));
    assertThat(values(tensors, "conv1_1.bias")[0])
        .isCloseTo(-0.9f * (0.485f / 0.229f + 0.456f / 0.224f + 0.406f / 0.225f), within(1e-5f));
  }

  @Test
  void weights_of_caffe_and_keras_are_taken_as_they_are() throws Exception {
    Map<String, Tensor> tensors = imported("conv1_1");

    assertThat(values(tensors, "conv1_1.weight")).containsOnly(0.1f);
    assertThat(values(tensors, "conv1_1.bias")).containsOnly(0f);
  }
}
