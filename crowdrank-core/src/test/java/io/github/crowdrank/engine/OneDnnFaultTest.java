package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnFaultTest {
  @ParameterizedTest(name = "{0}x{1} of {2} channels")
  @CsvSource({
    "2048, 2048, 1, true",
    "1024, 4096, 16, true",
    "1024, 4095, 16, false",
    "1024, 1024, 64, true",
    "1024, 1024, 49, true",
    "1024, 1024, 48, false",
    "1, 4000000, 2048, false"
  })
  void rows_count_twice_and_channels_in_sixteens(
      long rows, long columns, long channels, boolean ends) {
    assertThat(OneDnnFault.endsTheProcess(rows, columns, channels)).isEqualTo(ends);
  }
}
