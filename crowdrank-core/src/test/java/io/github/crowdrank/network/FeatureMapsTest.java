package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureMapsTest {
  @Test
  void the_array_is_shared() {
    float[] values = new float[2 * 3 * 4 * 5];
    FeatureMaps maps = FeatureMaps.of(2, 3, 4, 5, values);

    assertThat(maps.values()).isSameAs(values);
    assertThat(maps).hasToString("FeatureMaps[2x3x4x5]");
    assertThat(FeatureMaps.zeros(2, 3, 4, 5).values()).isEqualTo(values);
  }

  @Test
  void another_number_of_values_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.of(1, 1, 2, 2, new float[5]))
        .withMessageContaining("1x1x2x2 have 4 values but 5 were given");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 1", "1, -1, 1, 1", "-1, -1, 1, 1", "1, 1, 0, 7", "1, 1, 7, -2147483648"})
  void sizes_below_one_are_refused(int count, int channels, int height, int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.zeros(count, channels, height, width))
        .withMessageContaining("at least 1x1x1x1");
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 2147483647, 2147483647, 2147483647",
    "65536, 1, 32768, 1",
    "1, 1, 65536, 65536"
  })
  void more_values_than_an_array_holds_are_refused(int count, int channels, int height, int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.zeros(count, channels, height, width))
        .withMessageContaining("more than 2^31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.of(count, channels, height, width, new float[0]));
  }
}
