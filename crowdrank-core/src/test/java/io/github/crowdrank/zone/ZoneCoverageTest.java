package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.CellGrid;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneCoverageTest {
  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void a_polygon_covers_what_clipping_it_by_each_cell_leaves(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Polygon polygon =
        new Polygon(
            RandomZones.star(random, 50, 40, 15, 45),
            seed % 3 == 0 ? List.of() : List.of(RandomZones.star(random, 50, 40, 1, 5)));
    CellGrid grid =
        new CellGrid(
            random.nextDouble(-20, 20),
            random.nextDouble(-20, 20),
            random.nextDouble(1, 20),
            random.nextDouble(1, 20),
            1 + random.nextInt(12),
            1 + random.nextInt(12));

    double[] covered = PolygonShape.of(polygon).coverage(grid);

    assertThat(covered).containsExactly(NaiveClipping.coverage(polygon, grid), within(1e-9 * 400));
  }

  @Test
  void a_rectangle_on_the_lines_of_the_grid_covers_whole_cells_or_none() {
    CellGrid grid = CellGrid.ofStride(40, 40, 10);
    PolygonShape rectangle = PolygonShape.of(Polygon.of(10, 0, 30, 0, 30, 20, 10, 20));

    assertThat(rectangle.coverage(grid))
        .containsExactly(0, 100, 100, 0, 0, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(rectangle.squarePixels()).isEqualTo(400);
  }

  @Test
  void several_polygons_cover_together_what_each_covers() {
    CellGrid grid = CellGrid.ofStride(40, 40, 7);
    Polygon left = Polygon.of(1, 1, 15, 2, 12, 33);
    Polygon right = Polygon.of(20, 5, 39, 5, 39, 30, 22, 21);

    double[] both = new PolygonShape(List.of(left, right)).coverage(grid);

    double[] alone = PolygonShape.of(left).coverage(grid);
    double[] other = PolygonShape.of(right).coverage(grid);
    Arrays.setAll(alone, i -> alone[i] + other[i]);
    assertThat(both).containsExactly(alone, within(1e-9));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void a_mask_covers_its_pixels(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(40);
    double share = random.nextDouble();
    boolean[] set = new boolean[width * height];
    set[random.nextInt(set.length)] = true;
    for (int i = 0; i < set.length; i++) {
      set[i] |= random.nextDouble() < share;
    }
    MaskShape mask = MaskShape.of(width, height, (x, y) -> set[y * width + x]);
    int stride = 1 + random.nextInt(9);
    CellGrid grid = CellGrid.ofStride(width, height, stride);

    double[] counted = new double[grid.columns() * grid.rows()];
    for (int i = 0; i < set.length; i++) {
      if (set[i]) {
        counted[i / width / stride * grid.columns() + i % width / stride]++;
      }
    }

    assertThat(mask.coverage(grid)).containsExactly(counted, within(1e-9));
    assertThat(mask.squarePixels()).isEqualTo(Arrays.stream(counted).sum());
  }
}
