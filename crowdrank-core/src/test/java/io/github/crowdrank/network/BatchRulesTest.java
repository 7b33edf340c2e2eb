package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRulesTest {
  private static final NetworkSpec POINTWISE =
      new NetworkSpec(
          "pointwise",
          List.of(
              new Layer.Input("input", 1),
              new Layer.Convolution(
                  "out", "input", 2, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  /** Around the sizes of the blocks in which values are looked at. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1023, 1024, 1025, 2048, 3000})
  void one_value_that_is_not_finite_is_found_wherever_it_is(int width) {
    float[] values = new float[width];
    Arrays.fill(values, -Float.MAX_VALUE);
    FeatureMaps batch = FeatureMaps.of(1, 1, 1, width, values);
    assertThatCode(() -> POINTWISE.checkBatch(batch)).doesNotThrowAnyException();
    for (int at = 0; at < width; at += 1 + width / 97) {
      values[at] = Float.NaN;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> POINTWISE.checkBatch(batch))
          .withMessageContaining("row 0, column " + at + " of");
      values[at] = Float.NEGATIVE_INFINITY;
      assertThatIllegalArgumentException().isThrownBy(() -> POINTWISE.checkBatch(batch));
      values[at] = 3;
    }
  }
}
