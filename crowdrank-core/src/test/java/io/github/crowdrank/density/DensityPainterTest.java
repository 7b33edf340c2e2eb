package io.github.crowdrank.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.Region;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DensityPainterTest {
  @ParameterizedTest(name = "{0} heads")
  @ValueSource(ints = {0, 1, 2000})
  void renormalized_and_reflected_maps_sum_to_the_number_of_heads(int count) {
    List<HeadPoint> heads = Crowds.random(new SplittableRandom(count), count, 400, 300);

    for (BorderHandling border : List.of(BorderHandling.RENORMALIZED, BorderHandling.REFLECTED)) {
      DensityMap map = DensityPainter.builder().border(border).build().paint(heads, 400, 300);

      assertThat(map.sum()).as("%s", border).isCloseTo(count, within(1e-6 * count));
    }
  }

  @ParameterizedTest(name = "a head at ({0}, {1}) keeps {2} %")
  @CsvSource({
    "0.5, 150.5, 51", // on an edge
    "0.5, 0.5, 26", // in a corner
    "399.5, 299.5, 26",
    "15.5, 150.5, 85", // 15 px from an edge
    "30.5, 150.5, 98",
    "60.5, 150.5, 100"
  })
  void a_clipped_map_loses_the_published_share(double x, double y, int percent) {
    DensityPainter painter = DensityPainter.builder().border(BorderHandling.CLIPPED).build();

    double sum = painter.paint(List.of(new HeadPoint(x, y)), 400, 300).sum();

    assertThat(Math.round(100 * sum)).isEqualTo(percent);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equals_a_naive_painter(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = random.nextInt(1, 50);
    int height = random.nextInt(1, 50);
    double sigma = random.nextDouble(0.2, 12);
    double truncation = random.nextDouble(1, 6);
    List<HeadPoint> heads = Crowds.random(random, 15, width, height);

    for (BorderHandling border : BorderHandling.values()) {
      DensityMap map =
          DensityPainter.builder()
              .kernel(new DensityKernel.FixedGaussian(sigma))
              .border(border)
              .truncation(truncation)
              .build()
              .paint(heads, width, height);

      float[] expected = new NaivePainter(sigma, truncation, border).paint(heads, width, height);
      assertThat(map.toArray()).as("%s", border).containsExactly(expected, within(1e-6f));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_map_on_any_crop_equals_the_full_map_added_up_by_area(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<HeadPoint> heads = Crowds.random(random, 60, 160, 120);
    double x = random.nextDouble(-20, 100);
    double y = random.nextDouble(-20, 80);
    Region region = new Region(x, y, random.nextDouble(3, 180 - x), random.nextDouble(3, 140 - y));
    CellGrid grid = CellGrid.over(region, random.nextInt(1, 40), random.nextInt(1, 40));

    for (BorderHandling border : BorderHandling.values()) {
      DensityPainter painter =
          DensityPainter.builder().kernel(DensityKernel.geometryAdaptive()).border(border).build();

      assertThat(painter.paint(heads, 160, 120, grid).toArray())
          .as("%s", border)
          .containsExactly(areaSum(painter.paint(heads, 160, 120), grid), within((float) 1e-5));
    }
  }

  @Test
  void a_map_on_the_output_grid_of_a_network_keeps_every_head() {
    List<HeadPoint> heads = Crowds.random(new SplittableRandom(5), 500, 333, 217);
    DensityPainter painter = DensityPainter.paper();

    DensityMap map = painter.paint(heads, 333, 217, CellGrid.ofStride(333, 217, 16));

    assertThat(map.width()).isEqualTo(21);
    assertThat(map.height()).isEqualTo(14);
    assertThat(map.sum()).isCloseTo(500, within(5e-4));
    assertThat(map.toArray())
        .containsExactly(painter.paint(heads, 333, 217).reduce(16).toArray(), within((float) 1e-4));
  }

  @Test
  void heads_that_share_a_pixel_all_count() {
    HeadPoint head = new HeadPoint(20.25, 30.75);

    DensityMap one = DensityPainter.paper().paint(List.of(head), 64, 64);
    DensityMap three =
        DensityPainter.paper().paint(List.of(head, head, new HeadPoint(20.25, 30.75)), 64, 64);

    assertThat(three.sum()).isCloseTo(3, within(1e-6));
    assertThat(three.at(20, 30)).isCloseTo(3 * one.at(20, 30), Percentage.withPercentage(1e-4));
  }

  @Test
  void few_sparse_heads_survive_the_reduction_of_a_patch_to_14_by_14() {
    List<HeadPoint> heads = Crowds.random(new SplittableRandom(12), 5, 1024, 768);
    DensityPainter painter = DensityPainter.paper();
    DensityMap full = painter.paint(heads, 1024, 768);
    double inside = 0;
    double patches = 0;
    for (int x = 0; x < 800; x += 200) {
      for (int y = 0; y < 400; y += 200) {
        DensityMap patch =
            painter.paint(heads, 1024, 768, CellGrid.over(new Region(x, y, 224, 224), 14, 14));
        patches += patch.sum();
        inside += full.crop(x, y, 224, 224).sum();
      }
    }

    assertThat(patches).isGreaterThan(1).isCloseTo(inside, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(BorderHandling.class)
  void painting_is_additive(BorderHandling border) {
    DensityPainter painter = DensityPainter.builder().border(border).build();
    List<HeadPoint> heads = Crowds.random(new SplittableRandom(6), 2, 50, 40);
    float[] sum = painter.paint(heads.subList(0, 1), 50, 40).toArray();
    float[] second = painter.paint(heads.subList(1, 2), 50, 40).toArray();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += second[i];
    }

    assertThat(painter.paint(heads, 50, 40).toArray()).containsExactly(sum, within(1e-8f));
  }

  @Test
  void the_narrowest_and_the_widest_gaussian_still_weigh_one() {
    for (double sigma : new double[] {1e-9, 10_000}) {
      for (BorderHandling border : List.of(BorderHandling.RENORMALIZED, BorderHandling.REFLECTED)) {
        DensityMap map =
            DensityPainter.builder()
                .kernel(new DensityKernel.FixedGaussian(sigma))
                .border(border)
                .build()
                .paint(List.of(new HeadPoint(0, 2)), 3, 4);

        assertThat(map.sum()).as("sigma %s, %s", sigma, border).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void a_head_outside_the_image_is_named() {
    List<HeadPoint> heads = List.of(new HeadPoint(1, 1), new HeadPoint(10, 3));

    assertThatThrownBy(() -> DensityPainter.paper().paint(heads, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("head 1 at (10.0, 3.0)")
        .hasMessageContaining("10x10");
  }

  @Test
  void bad_choices_are_refused() {
    assertThatThrownBy(() -> DensityPainter.paper().paint(Collections.emptyList(), 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x10");
    assertThatThrownBy(() -> DensityPainter.builder().truncation(Double.NaN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> DensityPainter.builder().truncation(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }

  private static float[] areaSum(DensityMap full, CellGrid grid) {
    float[] sums = new float[grid.columns() * grid.rows()];
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        double left = grid.x() + column * grid.cellWidth();
        double top = grid.y() + row * grid.cellHeight();
        double sum = 0;
        for (int y = 0; y < full.height(); y++) {
          double rows = Math.min(y + 1, top + grid.cellHeight()) - Math.max(y, top);
          for (int x = 0; rows > 0 && x < full.width(); x++) {
            double columns = Math.min(x + 1, left + grid.cellWidth()) - Math.max(x, left);
            sum += rows * Math.max(0, columns) * full.at(x, y);
          }
        }
        sums[row * grid.columns() + column] = (float) sum;
      }
    }
    return sums;
  }
}
