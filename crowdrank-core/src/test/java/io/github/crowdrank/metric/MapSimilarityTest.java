package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapSimilarityTest {
  private static DensityMap random(int width, int height, double scale, long seed) {
    float[] values = new float[width * height];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextDouble(-0.1, 1));
    }
    return DensityMap.of(width, height, values);
  }

  @ParameterizedTest(name = "seed={0}, {1}x{2}, {3}")
  @CsvSource({
    "1,11,11,TRUE_PEAK",
    "2,30,17,TRUE_PEAK",
    "3,12,40,OWN_PEAK",
    "4,25,25,OWN_PEAK",
  })
  void both_agree_with_naive_loops(long seed, int width, int height, MapScaling scaling) {
    DensityMap truth = random(width, height, 0.01, seed);
    DensityMap estimate = random(width, height, 0.015, -seed);
    double truePeak = peak(truth);
    double estimatePeak = scaling == MapScaling.TRUE_PEAK ? truePeak : peak(estimate);

    MapSimilarity similarity = MapSimilarity.of(truth, estimate, scaling);

    assertThat(similarity.psnr())
        .isCloseTo(naivePsnr(truth, truePeak, estimate, estimatePeak), within(1e-9));
    assertThat(similarity.ssim())
        .isCloseTo(naiveSsim(truth, truePeak, estimate, estimatePeak), within(1e-9));
  }

  private static double peak(DensityMap map) {
    double peak = 0;
    for (float value : map.toArray()) {
      peak = Math.max(peak, value);
    }
    return peak;
  }

  /** As NWPU's code words it: 20 log10(peak / root mean square). */
  private static double naivePsnr(DensityMap a, double peakA, DensityMap b, double peakB) {
    double sum = 0;
    for (int i = 0; i < a.toArray().length; i++) {
      sum += Math.pow(a.toArray()[i] - b.toArray()[i] / peakB * peakA, 2);
    }
    return 20 * Math.log10(peakA / Math.sqrt(sum / a.toArray().length));
  }

  /** Window by window with a two-dimensional Gaussian, variances about the mean. */
  private static double naiveSsim(DensityMap a, double peakA, DensityMap b, double peakB) {
    double sum = 0;
    int windows = 0;
    for (int top = 0; top + 11 <= a.height(); top++) {
      for (int left = 0; left + 11 <= a.width(); left++) {
        double weights = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < 121; i++) {
          double weight = gaussian(i);
          weights += weight;
          meanA += weight * a.at(left + i % 11, top + i / 11) / peakA;
          meanB += weight * b.at(left + i % 11, top + i / 11) / peakB;
        }
        meanA /= weights;
        meanB /= weights;
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int i = 0; i < 121; i++) {
          double fromA = a.at(left + i % 11, top + i / 11) / peakA - meanA;
          double fromB = b.at(left + i % 11, top + i / 11) / peakB - meanB;
          varianceA += gaussian(i) / weights * fromA * fromA;
          varianceB += gaussian(i) / weights * fromB * fromB;
          covariance += gaussian(i) / weights * fromA * fromB;
        }
        double luminance = (2 * meanA * meanB + 1e-4) / (meanA * meanA + meanB * meanB + 1e-4);
        sum += luminance * (2 * covariance + 9e-4) / (varianceA + varianceB + 9e-4);
        windows++;
      }
    }
    return sum / windows;
  }

  private static double gaussian(int i) {
    int dx = i % 11 - 5;
    int dy = i / 11 - 5;
    return Math.exp(-(dx * dx + dy * dy) / 4.5);
  }

  @Test
  void special_maps_have_the_documented_values() {
    DensityMap map = random(20, 20, 1, 1);
    DensityMap empty = DensityMap.of(20, 20, new float[400]);
    for (MapScaling scaling : MapScaling.values()) {
      assertThat(MapSimilarity.of(map, map, scaling))
          .isEqualTo(new MapSimilarity(Double.POSITIVE_INFINITY, 1));
      assertThat(MapSimilarity.of(empty, empty, scaling))
          .isEqualTo(new MapSimilarity(Double.POSITIVE_INFINITY, 1));
      assertThat(MapSimilarity.of(empty, map, scaling))
          .isEqualTo(new MapSimilarity(Double.NaN, Double.NaN));
      assertThat(MapSimilarity.of(map, empty, scaling).psnr()).isBetween(0.0, 10.0);
    }
    MapSimilarity small =
        MapSimilarity.of(random(10, 20, 1, 1), random(10, 20, 1, 2), MapScaling.TRUE_PEAK);
    assertThat(small.ssim()).isNaN();
    assertThat(small.psnr()).isFinite();
    assertThatThrownBy(() -> MapSimilarity.of(map, random(20, 19, 1, 1), MapScaling.TRUE_PEAK))
        .hasMessageContaining("20x19");
  }

  @Test
  void twice_as_many_people_are_alike_only_where_each_map_has_its_own_scale() {
    DensityMap truth = random(30, 30, 1, 1);
    float[] twice = truth.toArray();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    DensityMap estimate = DensityMap.of(30, 30, twice);

    assertThat(MapSimilarity.of(truth, estimate, MapScaling.OWN_PEAK).ssim())
        .isCloseTo(1, within(1e-9));
    assertThat(MapSimilarity.of(truth, estimate, MapScaling.TRUE_PEAK).ssim()).isLessThan(0.95);
  }

  @Test
  void a_coarse_map_of_the_same_people_is_nearly_the_same_picture() {
    List<HeadPoint> heads = List.of(new HeadPoint(60, 70), new HeadPoint(180, 40.5));
    DensityPainter painter = DensityPainter.paper();
    CellGrid grid = CellGrid.ofStride(201, 131, 8);
    DensityMap truth = painter.paint(heads, 201, 131);

    MapSimilarity similarity =
        MapSimilarity.of(truth, painter.paint(heads, 201, 131, grid), grid, MapScaling.TRUE_PEAK);

    assertThat(similarity.psnr()).isGreaterThan(35);
    assertThat(similarity.ssim()).isGreaterThan(0.98);
    assertThatThrownBy(
            () ->
                MapSimilarity.of(
                    truth, truth, CellGrid.ofStride(201, 131, 8), MapScaling.TRUE_PEAK))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
