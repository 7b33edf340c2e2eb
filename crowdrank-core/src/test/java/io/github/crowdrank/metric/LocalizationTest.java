package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalizationTest {
  private static List<HeadPoint> scattered(int number, double side, SplittableRandom random) {
    List<HeadPoint> points = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      points.add(new HeadPoint(random.nextDouble(side), random.nextDouble(side)));
    }
    return points;
  }

  /** Kuhn's simple algorithm on all pairs, as NWPU's evaluation has it. */
  private static int naiveMatching(double radius, List<HeadPoint> points, List<HeadPoint> heads) {
    int[] pointOf = new int[heads.size()];
    Arrays.fill(pointOf, -1);
    int size = 0;
    for (int i = 0; i < points.size(); i++) {
      size += augment(i, radius, points, heads, pointOf, new boolean[heads.size()]) ? 1 : 0;
    }
    return size;
  }

  private static boolean augment(
      int point,
      double radius,
      List<HeadPoint> points,
      List<HeadPoint> heads,
      int[] pointOf,
      boolean[] seen) {
    for (int head = 0; head < heads.size(); head++) {
      double dx = points.get(point).x() - heads.get(head).x();
      double dy = points.get(point).y() - heads.get(head).y();
      if (Math.hypot(dx, dy) <= radius && !seen[head]) {
        seen[head] = true;
        if (pointOf[head] == -1 || augment(pointOf[head], radius, points, heads, pointOf, seen)) {
          pointOf[head] = point;
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void as_many_pairs_are_found_as_a_naive_matching_finds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 40; i++) {
      List<HeadPoint> points = scattered(random.nextInt(80), 60, random);
      List<HeadPoint> heads = scattered(random.nextInt(80), 60, random);
      double radius = random.nextDouble(0.1, 12);

      LocalizationCounts counts =
          new Localization(DensityPeaks.standard(), radius).judge(points, heads);

      assertThat(counts.found()).isEqualTo(naiveMatching(radius, points, heads));
      assertThat(counts.found() + counts.spurious()).isEqualTo(points.size());
      assertThat(counts.found() + counts.missed()).isEqualTo(heads.size());
    }
  }

  /** A chain in which one greedy choice would cost a pair, and one path passes every point. */
  @Test
  void a_path_through_thousands_of_points_is_augmented() {
    List<HeadPoint> points = new ArrayList<>();
    List<HeadPoint> heads = new ArrayList<>();
    int number = 10_000;
    for (int i = 0; i < number; i++) {
      points.add(new HeadPoint(2 * i, 0));
      heads.add(new HeadPoint(2 * i + 1, 0));
    }
    heads.set(number - 1, new HeadPoint(-1, 0));

    assertThat(Localization.standard().judge(points, heads).missed()).isZero();
    assertThat(new Localization(DensityPeaks.standard(), 1).judge(points, heads))
        .isEqualTo(new LocalizationCounts(number, 0, 0));
  }

  @Test
  void ten_thousand_heads_are_matched() {
    SplittableRandom random = new SplittableRandom(1);
    List<HeadPoint> heads = scattered(10_000, 1000, random);
    List<HeadPoint> points =
        heads.stream()
            .map(
                head ->
                    new HeadPoint(
                        head.x() + random.nextDouble(-5, 5), head.y() + random.nextDouble(-5, 5)))
            .toList();
    assertThat(Localization.standard().judge(points, heads).recall()).isEqualTo(1);
  }

  @Test
  void heads_far_enough_apart_are_found_to_a_fraction_of_a_cell() {
    List<HeadPoint> heads =
        List.of(new HeadPoint(61.3, 70.9), new HeadPoint(180, 75.5), new HeadPoint(120.2, 190.7));
    CellGrid grid = CellGrid.ofStride(256, 256, 8);
    DensityMap density = DensityPainter.paper().paint(heads, 256, 256, grid);

    List<HeadPoint> peaks = DensityPeaks.standard().of(density, grid);

    assertThat(peaks).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(peaks.get(i).x()).isCloseTo(heads.get(i).x(), within(0.5));
      assertThat(peaks.get(i).y()).isCloseTo(heads.get(i).y(), within(0.5));
    }
    assertThat(Localization.standard().judge(density, grid, heads))
        .isEqualTo(new LocalizationCounts(3, 0, 0));
    assertThat(new DensityPeaks(1e-3).of(density, grid)).isEmpty();
  }

  @Test
  void a_flat_top_is_one_peak_and_one_at_the_edge_is_in_the_middle_of_its_cell() {
    DensityMap flat = DensityMap.of(4, 2, new float[] {1, 1, 0, 2, 1, 1, 0, 0});

    assertThat(new DensityPeaks(0.5).of(flat, CellGrid.ofPixels(4, 2)))
        .containsExactly(new HeadPoint(0.5, 0.5), new HeadPoint(3.5, 0.5));
    assertThatThrownBy(() -> new DensityPeaks(0.5).of(flat, CellGrid.ofPixels(2, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void counts_are_added_before_they_are_divided() {
    LocalizationCounts sum =
        new LocalizationCounts(1, 1, 0)
            .plus(new LocalizationCounts(8, 0, 6))
            .plus(LocalizationCounts.empty());

    assertThat(sum.precision()).isEqualTo(0.9);
    assertThat(sum.recall()).isEqualTo(0.6);
    assertThat(sum.f1()).isCloseTo(2 * 0.9 * 0.6 / 1.5, within(1e-12));
    assertThat(LocalizationCounts.empty().f1()).isNaN();
    assertThatThrownBy(() -> new Localization(DensityPeaks.standard(), 0))
        .hasMessageContaining("0.0");
  }
}
