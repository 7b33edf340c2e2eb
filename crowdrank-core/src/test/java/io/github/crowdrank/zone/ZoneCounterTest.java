package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneCounterTest {
  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void zones_that_divide_the_picture_add_up_to_the_whole_count(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = 1 + random.nextInt(300);
    int height = 1 + random.nextInt(300);
    int stride = 1 + random.nextInt(20);
    DensityMap density = RandomZones.density(random, width, height, stride);
    List<Zone> zones = new ArrayList<>();
    for (Polygon piece : RandomZones.partition(random, width, height, random.nextInt(30))) {
      zones.add(Zone.of("zone " + zones.size(), piece));
    }

    double sum = sum(ZoneCounter.of(Zones.of(width, height, zones), stride).count(density));

    assertThat(sum).isCloseTo(density.sum(), within(1e-6));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void a_hole_and_what_fills_it_add_up_and_so_do_a_mask_and_its_complement(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DensityMap density = RandomZones.density(random, 101, 83, 8);
    List<PlanePoint> hole = RandomZones.star(random, 50, 40, 5, 39);
    Polygon frame = new Polygon(Polygon.of(0, 0, 101, 0, 101, 83, 0, 83).outline(), List.of(hole));
    long bits = random.nextLong();
    MaskShape mask = MaskShape.of(101, 83, (x, y) -> (bits >> (x * 7 + y * 3) % 64 & 1) == 1);
    MaskShape rest = MaskShape.of(101, 83, (x, y) -> !mask.isSet(x, y));
    Zones zones =
        Zones.of(
            101,
            83,
            List.of(
                Zone.of("frame", frame),
                Zone.of("hole", new Polygon(hole, List.of())),
                Zone.of("mask", mask),
                Zone.of("rest", rest)));

    List<ZoneCount> counts = ZoneCounter.of(zones, 8).count(density);

    assertThat(sum(counts.subList(0, 2))).isCloseTo(density.sum(), within(1e-6));
    assertThat(sum(counts.subList(2, 4))).isCloseTo(density.sum(), within(1e-6));
  }

  private static double sum(List<ZoneCount> counts) {
    return counts.stream().mapToDouble(ZoneCount::count).sum();
  }

  @Test
  void a_zone_gets_the_share_of_a_cell_that_it_covers() {
    DensityMap density = DensityMap.of(2, 1, new float[] {8, 4});
    Zone quarter = Zone.of("quarter", Polygon.of(0, 0, 4, 0, 4, 4, 0, 4));
    // The last cell reaches to x = 16, the picture to 12: half of what is in the picture.
    Zone edge = Zone.of("edge", Polygon.of(10, 0, 12, 0, 12, 8, 10, 8));

    List<ZoneCount> counts =
        ZoneCounter.of(Zones.of(12, 8, List.of(quarter, edge)), 8).count(density);

    assertThat(counts).extracting(ZoneCount::zone).containsExactly("quarter", "edge");
    assertThat(counts).extracting(ZoneCount::count).containsExactly(2.0, 2.0);
    assertThat(counts.get(0).personsPerSquareMetre()).isEmpty();
  }

  @Test
  void people_per_square_metre_come_from_the_ground() {
    GroundPlane tenPixelsAMetre =
        GroundPlane.of(
            List.of(
                PointPair.of(0, 0, 0, 0),
                PointPair.of(100, 0, 10, 0),
                PointPair.of(100, 100, 10, 10),
                PointPair.of(0, 100, 0, 10)));
    Zones zones =
        Zones.onGround(
            100,
            100,
            List.of(Zone.of("half", Polygon.of(0, 0, 50, 0, 50, 100, 0, 100))),
            tenPixelsAMetre);
    DensityMap hundred = DensityMap.of(1, 1, new float[] {100});

    ZoneCount half = ZoneCounter.of(zones, 100).count(hundred).get(0);

    assertThat(half.squareMetres()).hasValueCloseTo(50.0, within(1e-9));
    assertThat(half.personsPerSquareMetre()).hasValueCloseTo(1.0, within(1e-9));
  }

  /** What its zones cover would take some eleven gigabytes. */
  @Test
  void a_picture_of_absurd_size_is_refused_before_its_zones_are_laid_out() {
    Zones zones = Zones.of(300_000, 300_000, List.of(Zone.of("a", Polygon.of(0, 0, 9, 0, 9, 9))));

    assertThatThrownBy(() -> ZoneCounter.of(zones, 8, DensityMap.of(13, 10, new float[130])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the zones are for pictures of 300000x300000 pixels, 37500x37500 cells of 8, but the"
                + " density map has 13x10");
    assertThatThrownBy(() -> ZoneCounter.of(zones, 0, DensityMap.of(13, 10, new float[130])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stride");
  }

  @Test
  void a_map_of_the_zones_size_is_counted_as_by_the_counter_of_all_pictures() {
    Zones zones = Zones.of(100, 80, List.of(Zone.of("a", Polygon.of(0, 0, 9, 0, 9, 9))));
    DensityMap density = RandomZones.density(new SplittableRandom(1), 100, 80, 8);

    assertThat(ZoneCounter.of(zones, 8, density).count(density))
        .isEqualTo(ZoneCounter.of(zones, 8).count(density));
  }

  @Test
  void a_map_of_another_picture_is_refused() {
    Zones zones = Zones.of(100, 80, List.of(Zone.of("a", Polygon.of(0, 0, 9, 0, 9, 9))));

    assertThatThrownBy(() -> ZoneCounter.of(zones, 8).count(DensityMap.of(13, 9, new float[117])))
        .hasMessageContaining("100x80 pixels, 13x10 cells of 8")
        .hasMessageContaining("13x9");
  }
}
