package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSpecJsonTest {
  private static final String TINY =
      """
      {"name":"tiny","layers":[\
      {"kind":"input","name":"input","channels":3},\
      {"kind":"convolution","name":"conv1","input":"input","outputChannels":8,"kernel":3,"stride":1,\
      "padding":[1,2,3,4],"dilation":1,"activation":"relu"}]}""";

  static Stream<NetworkSpec> networks() {
    NetworkSpec everyKind =
        new NetworkSpec(
            "every \"kind\" \u00e9",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "conv", "input", 4, 3, 2, new Padding(0, 1, 2, 3), 2, Activation.IDENTITY),
                new Layer.DepthwiseConvolution(
                    "dw", "conv", 3, 1, Padding.same(3, 1), 1, Activation.RELU6),
                new Layer.MaxPooling("pool", "dw", 2, 2),
                new Layer.Upsampling("up", "pool", 2),
                new Layer.Addition("sum", List.of("up", "conv")),
                new Layer.Concatenation("both", List.of("sum", "dw"))));
    return Stream.of(Vgg16.counter(), MobileNetV1.counter(), everyKind);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void what_is_written_reads_back_equal(NetworkSpec spec) {
    assertThat(NetworkSpecJson.fromJson(NetworkSpecJson.toJson(spec))).isEqualTo(spec);
  }

  @Test
  void the_text_of_a_network_is_as_documented() {
    NetworkSpec tiny = NetworkSpecJson.fromJson(TINY);

    assertThat(tiny.output())
        .isEqualTo(
            new Layer.Convolution(
                "conv1", "input", 8, 3, 1, new Padding(1, 2, 3, 4), 1, Activation.RELU));
    assertThat(NetworkSpecJson.toJson(tiny)).isEqualTo(TINY);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind":"convolution"   | "kind":"java.lang.Runtime" | layer 2: there is no kind of layer called "java.lang.Runtime"
          "kind":"convolution"   | "kind":7                   | layer 2: field "kind" has to be a text
          "channels":3           | "channels":3,"bias":true   | layer 1: field "bias" is unknown
          "channels":3           | "channels":3,"channels":4  | Duplicate field
          "channels":3           | "channels":"3"             | layer 1: field "channels" has to be a whole number
          "channels":3           | "channels":3.0             | layer 1: field "channels" has to be a whole number
          "channels":3           | "channels":3000000000      | layer 1: field "channels" has to be a whole number
          "channels":3           | "channels":0               | channels is 1 to
          "channels":3           | "channels":null            | layer 1: field "channels" has to be a whole number
          "stride":1,            | ""                         | layer 2: field "stride" is missing
          [1,2,3,4]              | [1,2,3]                    | field "padding" has to have 4 numbers
          [1,2,3,4]              | [1,2,3,-4]                 | padding is not negative
          "relu"                 | "RELU"                     | activation is identity, relu or relu6
          "input":"input"        | "input":"conv1"            | reads "conv1", which is no earlier layer
          "name":"conv1"         | "name":"a.b"               | a layer name is
          "name":"tiny"          | "name":""                  | field "name" has to be a text of 1 to 256
          "layers":[             | "layers":[[[[[[]]]]],      | nesting depth
          "layers":[             | "layers":["input",         | layer 1: it has to be a JSON object
          "activation":"relu"}]} | "activation":"relu"}]} {}  | Trailing token
          """,
      quoteCharacter = '\'')
  void refuses_with_a_sentence(String part, String instead, String message) {
    String json = TINY.replace(part, instead.equals("\"\"") ? "" : instead);
    assertThat(json).isNotEqualTo(TINY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpecJson.fromJson(json))
        .withMessageContaining(message);
  }

  @Test
  void every_truncation_is_refused() {
    for (int length = 0; length < TINY.length(); length++) {
      String json = TINY.substring(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> NetworkSpecJson.fromJson(json));
    }
  }

  @Test
  void more_than_a_thousand_layers_are_refused() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", 1));
    for (int i = 1; i <= 1000; i++) {
      layers.add(new Layer.MaxPooling("p" + i, layers.get(i - 1).name(), 1, 1));
    }
    String tooLong = NetworkSpecJson.toJson(new NetworkSpec("long", layers));
    String longest = NetworkSpecJson.toJson(new NetworkSpec("long", layers.subList(0, 1000)));

    assertThat(NetworkSpecJson.fromJson(longest).layers()).hasSize(1000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpecJson.fromJson(tooLong))
        .withMessageContaining("at most 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpecJson.fromJson(" ".repeat(1 << 20) + TINY))
        .withMessageContaining("characters");
  }
}
