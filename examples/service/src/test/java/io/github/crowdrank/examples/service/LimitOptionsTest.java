package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitOptionsTest {
  /** Three bytes of samples and three floats for the network, for each pixel. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 100})
  void as_many_of_the_largest_pictures_as_are_counted_at_once_leave_a_quarter_of_the_heap(
      int counts) {
    long heap = Runtime.getRuntime().maxMemory();

    long pixels = LocalService.limits("--counts=" + counts).picturePixels();

    assertThat(15 * pixels * counts).isLessThanOrEqualTo(heap / 4 * 3);
    assertThat(pixels).isGreaterThanOrEqualTo(Math.min(100_000_000, heap / 21 / counts));
  }
}
