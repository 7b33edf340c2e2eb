package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridAverageErrorTest {
  private static final DensityMap QUARTERS = DensityMap.of(2, 2, new float[] {1, 2, 3, 4});
  private static final List<HeadPoint> HEADS =
      List.of(new HeadPoint(0, 0), new HeadPoint(99, 0), new HeadPoint(49.9, 79));

  @Test
  void errors_of_parts_do_not_cancel() {
    assertThat(GridAverageError.of(0, QUARTERS, HEADS, 100, 80)).isEqualTo(7);
    // Each part has 1, 2, 3, 4 people estimated and 1, 1, 1, 0 true ones.
    assertThat(GridAverageError.of(1, QUARTERS, HEADS, 100, 80)).isEqualTo(0 + 1 + 2 + 4);
    List<HeadPoint> elsewhere =
        List.of(new HeadPoint(60, 60), new HeadPoint(60, 61), new HeadPoint(60, 62));
    assertThat(GridAverageError.of(0, DensityMap.of(2, 1, new float[] {3, 0}), elsewhere, 100, 80))
        .isZero();
    assertThat(GridAverageError.of(1, DensityMap.of(2, 1, new float[] {3, 0}), elsewhere, 100, 80))
        .isEqualTo(1.5 + 1.5 + 3);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equals_a_walk_over_a_fine_common_grid(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = random.nextInt(1, 50);
    int height = random.nextInt(1, 50);
    int columns = random.nextInt(1, 12);
    int rows = random.nextInt(1, 12);
    float[] values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    List<HeadPoint> heads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      heads.add(new HeadPoint(random.nextDouble(width), random.nextDouble(height)));
    }
    DensityMap map = DensityMap.of(columns, rows, values);

    for (int level = 0; level <= 3; level++) {
      int parts = 1 << level;
      double[] errors = new double[parts * parts];
      for (int y = 0; y < rows * parts; y++) {
        for (int x = 0; x < columns * parts; x++) {
          errors[y / rows * parts + x / columns] +=
              map.at(x / parts, y / parts) / ((double) parts * parts);
        }
      }
      for (HeadPoint head : heads) {
        int column = (int) Math.floor(head.x() / ((double) width / parts));
        errors[(int) Math.floor(head.y() / ((double) height / parts)) * parts + column]--;
      }
      double expected = 0;
      for (double error : errors) {
        expected += Math.abs(error);
      }

      assertThat(GridAverageError.of(level, map, heads, width, height))
          .as("level %d", level)
          .isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void a_grid_that_reaches_beyond_the_image_loses_nobody() {
    DensityMap map = DensityMap.of(3, 1, new float[] {1, 2, 4});
    CellGrid grid = CellGrid.ofStride(40, 10, 16);

    assertThat(GridAverageError.of(0, map, grid, List.of(), 40, 10)).isEqualTo(7);
    // Left half: 20 of 40 px, the first cell and a quarter of the second. One row of cells of 16 px
    // on a picture of 10 px: the upper part has 5 of 16 px, the lower one all the rest.
    assertThat(GridAverageError.of(1, map, grid, List.of(new HeadPoint(39, 0)), 40, 10))
        .isCloseTo(1.5 + Math.abs(5.5 * 5 / 16 - 1) + 5.5 * 11 / 16, within(1e-9));
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThatThrownBy(() -> GridAverageError.of(4, QUARTERS, HEADS, 100, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 3 but was 4");
    assertThatThrownBy(() -> GridAverageError.of(1, QUARTERS, HEADS, 60, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("head 1 at (99.0, 0.0)");
    assertThatThrownBy(() -> GridAverageError.of(1, QUARTERS, HEADS, 0, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x80");
    assertThatThrownBy(
            () -> GridAverageError.of(1, QUARTERS, CellGrid.ofStride(100, 80, 16), HEADS, 100, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the grid of");
  }
}
