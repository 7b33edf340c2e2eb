package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTest {
  @Test
  void vgg16_is_the_network_of_the_paper() {
    NetworkSpec vgg = Vgg16.counter();

    assertThat(vgg.parameterCount()).isEqualTo(14_719_297);
    assertThat(vgg.input().channels()).isEqualTo(3);
    assertThat(vgg.stride()).isEqualTo(16);
    assertThat(vgg.sizeMultiple()).isEqualTo(16);
    assertThat(vgg.shapes(224, 224).get(vgg.output().name()))
        .isEqualTo(new FeatureShape(1, 14, 14));
    assertThat(vgg.layers().stream().map(Layer::name))
        .containsExactly(
            "input", "conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2", "conv3_1",
            "conv3_2", "conv3_3", "pool3", "conv4_1", "conv4_2", "conv4_3", "pool4", "conv5_1",
            "conv5_2", "conv5_3", "head");
  }

  @Test
  void vgg16_applies_relu_everywhere_but_on_its_head() {
    List<Layer.Convolution> convolutions = convolutions(Vgg16.counter());

    assertThat(convolutions).hasSize(14);
    assertThat(convolutions.subList(0, 13))
        .allMatch(c -> c.activation() == Activation.RELU && c.kernel() == 3);
    assertThat(convolutions.get(13).activation()).isEqualTo(Activation.IDENTITY);
  }

  @Test
  void mobilenet_v1_has_the_published_size_and_strides() {
    NetworkSpec mobile = MobileNetV1.counter();

    assertThat(mobile.parameterCount()).isEqualTo(2_073_345);
    assertThat(mobile.stride()).isEqualTo(8);
    assertThat(mobile.sizeMultiple()).isEqualTo(16);
    assertThat(mobile.shapes(768, 1024).get("out")).isEqualTo(new FeatureShape(1, 96, 128));
    assertThat(mobile.shapes(768, 1024).get("pw5")).isEqualTo(new FeatureShape(256, 96, 128));
    assertThat(mobile.shapes(768, 1024).get("pw11")).isEqualTo(new FeatureShape(512, 48, 64));
  }

  @Test
  void the_fine_counter_has_four_times_the_cells_for_little_more_arithmetic() {
    NetworkSpec fine = MobileNetV1.fineCounter();

    assertThat(fine.parameterCount()).isEqualTo(2_082_113);
    assertThat(fine.stride()).isEqualTo(4);
    assertThat(fine.sizeMultiple()).isEqualTo(16);
    assertThat(fine.shapes(768, 1024).get("out")).isEqualTo(new FeatureShape(1, 192, 256));
    assertThat(2e-9 * fine.multiplyAdds(768, 1024)).isCloseTo(23.8, within(0.05));
  }

  @Test
  void mobilenet_v1_says_which_sizes_fit() {
    assertThatThrownBy(() -> MobileNetV1.counter().shapes(760, 1024))
        .hasMessageContaining("sum8")
        .hasMessageContaining("multiple");
  }

  /** The paper's figure for VGG-16, and the one of the recipe that the compact network is from. */
  @Test
  void arithmetic_is_as_published() {
    assertThat(2e-9 * Vgg16.counter().multiplyAdds(768, 1024)).isCloseTo(481, within(0.5));
    assertThat(2e-9 * MobileNetV1.counter().multiplyAdds(768, 1024)).isCloseTo(22.9, within(0.05));
  }

  @Test
  void arithmetic_is_that_of_the_convolutions() {
    NetworkSpec spec =
        new NetworkSpec(
            "small",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "wide", "input", 5, 3, 2, Padding.same(3, 1), 1, Activation.RELU),
                new Layer.DepthwiseConvolution(
                    "deep", "wide", 3, 1, Padding.same(3, 1), 1, Activation.RELU),
                new Layer.Addition("sum", List.of("wide", "deep"))));

    assertThat(spec.multiplyAdds(8, 6)).isEqualTo(4 * 3 * 5 * (3 * 3 * 3 + 3 * 3));
  }

  private static List<Layer.Convolution> convolutions(NetworkSpec spec) {
    return spec.layers().stream()
        .filter(Layer.Convolution.class::isInstance)
        .map(Layer.Convolution.class::cast)
        .toList();
  }
}
