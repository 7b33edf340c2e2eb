package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {
  private static final Layer.Input INPUT = new Layer.Input("input", 3);

  private static Layer convolution(String name, String input, int channels) {
    return new Layer.Convolution(
        name, input, channels, 3, 1, Padding.same(3, 1), 1, Activation.RELU);
  }

  private static NetworkSpec of(Layer... layers) {
    return new NetworkSpec("test", Arrays.asList(layers));
  }

  private static void refused(String message, Layer... layers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(layers))
        .withMessageContaining(message);
  }

  @Test
  void parameters_follow_each_other_weight_before_bias() {
    NetworkSpec spec =
        of(
            INPUT,
            convolution("a", "input", 4),
            new Layer.DepthwiseConvolution("b", "a", 3, 1, Padding.NONE, 1, Activation.RELU));

    assertThat(spec.parameters())
        .containsExactly(
            new Parameter("a.weight", Parameter.Kind.WEIGHT, List.of(4, 3, 3, 3), 0),
            new Parameter("a.bias", Parameter.Kind.BIAS, List.of(4), 108),
            new Parameter("b.weight", Parameter.Kind.WEIGHT, List.of(4, 1, 3, 3), 112),
            new Parameter("b.bias", Parameter.Kind.BIAS, List.of(4), 148));
    assertThat(spec.parameterCount()).isEqualTo(152);
    assertThat(spec.parameters().get(3).layer()).isEqualTo("b");
  }

  @Test
  void a_part_holds_what_its_last_layer_reads_and_no_more() {
    NetworkSpec counter = MobileNetV1.counter();
    NetworkSpec part = counter.upTo("sum16");

    assertThat(part.output()).isEqualTo(new Layer.Addition("sum16", List.of("lat16", "ctx")));
    assertThat(part.stride()).isEqualTo(16);
    assertThat(part.layers()).isEqualTo(counter.layers().subList(0, part.layers().size()));
    assertThat(counter.upTo("lat8").channels()).containsKey("pw5").doesNotContainKey("dw6");
    assertThat(counter.upTo("out").layers()).isEqualTo(counter.layers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counter.upTo("x16"))
        .withMessageContaining("\"x16\"")
        .withMessageContaining("pw11");
  }

  @Test
  void shapes_count_padding_stride_and_dilation() {
    NetworkSpec spec =
        of(
            INPUT,
            new Layer.Convolution(
                "c", "input", 2, 3, 2, new Padding(0, 1, 2, 3), 2, Activation.IDENTITY),
            new Layer.MaxPooling("p", "c", 3, 2));

    // rows (10 + 2 - 5) / 2 + 1 = 4, columns (12 + 4 - 5) / 2 + 1 = 6
    assertThat(spec.shapes(10, 12))
        .containsEntry("c", new FeatureShape(2, 4, 6))
        .containsEntry("p", new FeatureShape(2, 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.shapes(5, 5))
        .withMessageContaining("layer \"p\": nothing is left of an input of 5x5");
  }

  @Test
  void the_size_multiple_serves_every_branch() {
    NetworkSpec spec =
        of(
            INPUT,
            new Layer.MaxPooling("p2", "input", 2, 2),
            new Layer.MaxPooling("p6", "p2", 3, 3),
            new Layer.Upsampling("u2", "p6", 3),
            new Layer.Addition("sum", List.of("u2", "p2")));

    assertThat(spec.stride()).isEqualTo(2);
    assertThat(spec.sizeMultiple()).isEqualTo(6);
  }

  @Test
  void refuses_what_is_no_network() {
    refused("starts with an input layer");
    refused("starts with an input layer", convolution("a", "input", 1));
    refused("layer \"second\": a network has one input", INPUT, new Layer.Input("second", 1));
    refused("used twice", INPUT, convolution("a", "input", 1), convolution("a", "input", 1));
    refused("reads \"b\", which is no earlier layer", INPUT, convolution("a", "b", 1));
    refused("output channels is 1 to 16384 but was 0", INPUT, convolution("a", "input", 0));
    refused("factor is 2", INPUT, new Layer.Upsampling("u", "input", 1));
    refused("does not divide stride 1", INPUT, new Layer.Upsampling("u", "input", 2));
    refused("needs two inputs", INPUT, new Layer.Addition("sum", List.of("input")));
    refused(
        "different numbers of channels: [3, 4]",
        INPUT,
        convolution("a", "input", 4),
        new Layer.Addition("sum", List.of("input", "a")));
    refused(
        "different strides: [1, 2]",
        INPUT,
        new Layer.MaxPooling("p", "input", 2, 2),
        new Layer.Concatenation("both", List.of("input", "p")));
  }

  @Test
  void what_would_overflow_is_refused_and_not_thrown_as_arithmetic() {
    refused(
        "more than 2^31 parameters",
        INPUT,
        convolution("a", "input", 16384),
        convolution("b", "a", 16384));
    refused(
        "multiply to more than 2^31",
        INPUT,
        new Layer.MaxPooling("p", "input", 1, 16384),
        new Layer.MaxPooling("q", "p", 1, 16384),
        new Layer.MaxPooling("r", "q", 1, 16384));
    List<Layer> doubling = new ArrayList<>(List.of(INPUT));
    for (int i = 0; i < 40; i++) {
      String last = doubling.get(i).name();
      doubling.add(new Layer.Concatenation("x" + i, List.of(last, last)));
    }
    refused("channels is 1 to 16384", doubling.toArray(Layer[]::new));
  }

  @Test
  void layers_that_pad_beyond_any_picture_are_refused_for_a_size_and_not_miscounted() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", 1));
    layers.add(new Layer.MaxPooling("pool", "input", 1, 1 << 14));
    int most = 1 << 14;
    for (int i = 0; i < 7; i++) {
      layers.add(
          new Layer.Convolution(
              "wide" + i,
              layers.get(layers.size() - 1).name(),
              1,
              1,
              1,
              new Padding(most, most, most, most),
              1,
              Activation.RELU));
    }
    layers.add(new Layer.Upsampling("up", "wide6", 1 << 14));
    NetworkSpec spec = new NetworkSpec("padded", layers);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.checkSize(1 << 14, 1 << 14))
        .withMessageContaining("layer \"up\"");
  }

  /** Or a model file of a hundred kilobytes could keep a counter busy for days. */
  @Test
  void windows_that_nothing_bounds_are_refused() {
    new NetworkSpec("wide", List.of(INPUT, new Layer.MaxPooling("pool", "input", 64, 1)));
    refused("kernel is 1 to 64 but was 65", INPUT, new Layer.MaxPooling("pool", "input", 65, 1));
  }

  /** Or a model file would be read, and no counter could be made of it. */
  @Test
  void a_network_that_sees_farther_than_there_are_numbers_is_none() {
    refused(
        "sees more than 2^31 pixels",
        INPUT,
        new Layer.MaxPooling("pool", "input", 1, 1 << 14),
        new Layer.MaxPooling("again", "pool", 1, 1 << 10),
        new Layer.Convolution("far", "again", 1, 3, 1, Padding.NONE, 1 << 14, Activation.IDENTITY));
  }
}
