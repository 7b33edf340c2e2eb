package io.github.crowdrank.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.image.Region;
import org.junit.jupiter.api.Test;

class CellGridTest {
  @Test
  void a_grid_of_pixels_has_unit_cells() {
    assertThat(CellGrid.ofPixels(7, 5)).isEqualTo(new CellGrid(0, 0, 1, 1, 7, 5));
  }

  @Test
  void a_strided_grid_covers_the_whole_image() {
    assertThat(CellGrid.ofStride(33, 32, 16)).isEqualTo(new CellGrid(0, 0, 16, 16, 3, 2));
    assertThat(CellGrid.ofStride(1, 1, Integer.MAX_VALUE).columns()).isEqualTo(1);
  }

  @Test
  void a_grid_over_a_region_divides_it_evenly() {
    assertThat(CellGrid.over(new Region(1.5, 2, 28, 7), 14, 14))
        .isEqualTo(new CellGrid(1.5, 2, 2, 0.5, 14, 14));
  }

  @Test
  void bad_grids_are_refused() {
    assertThatThrownBy(() -> CellGrid.over(new Region(0, 0, 1, 1), 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 columns and 3 rows");
    assertThatThrownBy(() -> CellGrid.ofPixels(100_000, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100000 columns");
    assertThatThrownBy(() -> new CellGrid(Double.NaN, 0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new CellGrid(0, 0, 1, -1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0x-1.0");
    assertThatThrownBy(() -> CellGrid.ofStride(3, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3x3 and 0");
  }
}
