package io.github.crowdrank.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensityMapTest {
  private static final DensityMap SMALL = DensityMap.of(3, 2, new float[] {1, 2, 3, 4, 5, 6});

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void every_operation_keeps_the_sum(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DensityMap map = random(random, random.nextInt(1, 200), random.nextInt(1, 200));
    double tolerance = 1e-6 * map.sum();

    assertThat(map.resize(random.nextInt(1, 60), random.nextInt(1, 60)).sum())
        .isCloseTo(map.sum(), within(tolerance));
    assertThat(map.resize(random.nextInt(200, 500), random.nextInt(200, 500)).sum())
        .isCloseTo(map.sum(), within(tolerance));
    assertThat(map.resize(random.nextInt(1, 9), random.nextInt(200, 500)).sum())
        .isCloseTo(map.sum(), within(tolerance));
    assertThat(map.reduce(random.nextInt(1, 33)).sum()).isCloseTo(map.sum(), within(tolerance));
    assertThat(map.flipHorizontally().sum()).isCloseTo(map.sum(), within(tolerance));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void resizing_equals_a_walk_over_fractional_overlaps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DensityMap map = random(random, random.nextInt(1, 20), random.nextInt(1, 20));
    int width = random.nextInt(1, 30);
    int height = random.nextInt(1, 30);

    float[] expected = new float[width * height];
    for (int i = 0; i < expected.length; i++) {
      double sum = 0;
      for (int y = 0; y < map.height(); y++) {
        double rows = overlap(y, map.height(), i / width, height);
        for (int x = 0; x < map.width(); x++) {
          sum += rows * overlap(x, map.width(), i % width, width) * map.at(x, y);
        }
      }
      expected[i] = (float) sum;
    }

    assertThat(map.resize(width, height).toArray()).containsExactly(expected, within(1e-5f));
  }

  private static double overlap(int source, int sources, int target, int targets) {
    double from = Math.max((double) source / sources, (double) target / targets);
    double to = Math.min((source + 1.0) / sources, (target + 1.0) / targets);
    return Math.max(0, to - from) * sources;
  }

  @Test
  void resizing_spreads_and_collects_by_area() {
    assertThat(SMALL.resize(2, 1)).isEqualTo(DensityMap.of(2, 1, new float[] {8.5f, 12.5f}));
    assertThat(SMALL.resize(6, 2).at(5, 1)).isEqualTo(3);
    assertThat(SMALL.resize(3, 2)).isEqualTo(SMALL);
  }

  @Test
  void reducing_adds_up_cells_and_keeps_an_incomplete_last_one() {
    assertThat(SMALL.reduce(2)).isEqualTo(DensityMap.of(2, 1, new float[] {12, 9}));
    assertThat(SMALL.reduce(Integer.MAX_VALUE)).isEqualTo(DensityMap.of(1, 1, new float[] {21}));
    assertThat(SMALL.reduce(1)).isEqualTo(SMALL);
  }

  @Test
  void flipping_exchanges_left_and_right() {
    assertThat(SMALL.flipHorizontally())
        .isEqualTo(DensityMap.of(3, 2, new float[] {3, 2, 1, 6, 5, 4}));
    assertThat(SMALL.flipHorizontally().flipHorizontally()).isEqualTo(SMALL);
  }

  @Test
  void a_crop_holds_the_cells_of_its_rectangle() {
    assertThat(SMALL.crop(1, 0, 2, 2)).isEqualTo(DensityMap.of(2, 2, new float[] {2, 3, 5, 6}));
    assertThatThrownBy(() -> SMALL.crop(2, 0, 2, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("2x1 at (2, 0)");
    assertThatThrownBy(() -> SMALL.crop(1, 1, Integer.MAX_VALUE, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void the_caller_s_arrays_stay_apart_from_the_map() {
    float[] values = {1, 2};
    DensityMap map = DensityMap.of(2, 1, values);
    values[0] = 9;
    map.toArray()[1] = 9;

    assertThat(map).isEqualTo(DensityMap.of(2, 1, new float[] {1, 2}));
  }

  @Test
  void cells_are_copied_to_an_offset() {
    float[] target = new float[7];
    SMALL.copyTo(target, 1);

    assertThat(target).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void the_sum_is_added_in_double() {
    float[] values = new float[4_000_000];
    Arrays.fill(values, 0.1f);

    assertThat(DensityMap.of(2000, 2000, values).sum()).isCloseTo(4e6 * 0.1f, within(1e-3));
  }

  @Test
  void text_does_not_depend_on_the_language_of_the_machine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(SMALL).hasToString("DensityMap[3x2, sum 21.00]");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void bad_maps_are_refused() {
    assertThatThrownBy(() -> DensityMap.of(0, 1, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x1");
    assertThatThrownBy(() -> DensityMap.of(65536, 65536, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4294967296 cells");
    assertThatThrownBy(() -> DensityMap.of(2, 2, new float[] {0, 0, 0, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cell (1, 1) was NaN");
    assertThatThrownBy(() -> SMALL.resize(0, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SMALL.reduce(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SMALL.at(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static DensityMap random(RandomGenerator random, int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return DensityMap.of(width, height, values);
  }
}
