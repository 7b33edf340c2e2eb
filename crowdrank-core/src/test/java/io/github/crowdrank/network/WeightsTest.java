package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final NetworkSpec SPEC =
      new NetworkSpec(
          "tiny",
          List.of(
              new Layer.Input("input", 1),
              new Layer.Convolution("a", "input", 2, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  private static float[] bias(Weights weights) {
    return Objects.requireNonNull(weights.tensors().get("a.bias")).values();
  }

  @Test
  void tensors_and_the_flat_vector_are_two_views_of_the_same() {
    Weights weights = Weights.of(SPEC, new float[] {1, 2, 3, 4});

    assertThat(weights.tensors().keySet()).containsExactly("a.weight", "a.bias");
    assertThat(bias(weights)).containsExactly(3, 4);
    assertThat(Weights.of(SPEC, weights.tensors())).isEqualTo(weights).hasSameHashCodeAs(weights);
  }

  @Test
  void nothing_outside_can_change_them() {
    float[] values = {1, 2, 3, 4};
    Weights weights = Weights.of(SPEC, values);
    values[0] = 9;
    weights.toArray()[1] = 9;
    bias(weights)[0] = 9;

    assertThat(weights.toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refuses_what_does_not_fit_and_names_it() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(SPEC, new float[3]))
        .withMessageContaining("has 4 parameters but 3 values");
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("a.weight", new Tensor(List.of(2, 1, 1, 1), new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(SPEC, tensors))
        .withMessageContaining("needs tensor \"a.bias\" of shape [2] but it is missing");
    tensors.put("a.bias", new Tensor(List.of(1, 2), new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(SPEC, tensors))
        .withMessageContaining("has shape [1, 2] but network \"tiny\" needs [2]");
    tensors.put("a.bias", new Tensor(List.of(2), new float[2]));
    tensors.put("b.bias", new Tensor(List.of(2), new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(SPEC, tensors))
        .withMessageContaining("no parameter called [b.bias]");
  }

  @Test
  void a_tensor_has_as_many_values_as_its_shape_says() {
    assertThat(new Tensor(List.of(), new float[1]).shape()).isEmpty();
    assertThat(new Tensor(List.of(0, 5), new float[0]).values()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor(List.of(2, 3), new float[5]))
        .withMessageContaining("[2, 3] has 6 values but 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor(List.of(-2, -3), new float[6]));
  }
}
