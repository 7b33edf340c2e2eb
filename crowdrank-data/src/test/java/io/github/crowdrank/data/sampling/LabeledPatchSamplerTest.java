package io.github.crowdrank.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.data.synthetic.SyntheticScene;
import io.github.crowdrank.density.DensityField;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabeledPatchSamplerTest {
  private static final SyntheticScene SCENE =
      SyntheticCrowd.builder().size(320, 240).people(80).build().paint(new SplittableRandom(11));

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_target_is_the_full_density_map_added_up_by_area(long seed) {
    DensityMap full = DensityPainter.paper().paint(SCENE.heads(), 320, 240);
    LabeledPatchSampler sampler = LabeledPatchSampler.builder().flipProbability(0.5).build();
    LabeledPatch patch = sampler.sample(SCENE.image(), SCENE.heads(), new SplittableRandom(seed));
    assertThat(patch.density().width()).isEqualTo(14);
    assertThat(patch.density().height()).isEqualTo(14);
    double cell = patch.region().width() / 14;
    for (int row = 0; row < 14; row++) {
      for (int column = 0; column < 14; column++) {
        int across = patch.flipped() ? 13 - column : column;
        double expected =
            areaSum(
                full, patch.region().x() + across * cell, patch.region().y() + row * cell, cell);
        assertThat((double) patch.density().at(column, row)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  /** The people in a square of a map of pixels: each pixel by the part of it inside. */
  private static double areaSum(DensityMap map, double left, double top, double side) {
    double sum = 0;
    for (int y = 0; y < map.height(); y++) {
      double down = Math.min(y + 1, top + side) - Math.max(y, top);
      for (int x = 0; x < map.width(); x++) {
        double across = Math.min(x + 1, left + side) - Math.max(x, left);
        if (down > 0 && across > 0) {
          sum += down * across * map.at(x, y);
        }
      }
    }
    return sum;
  }

  @Test
  void the_targets_of_a_partition_of_the_image_sum_to_the_number_of_heads() {
    LabeledPatchSampler sampler = LabeledPatchSampler.paper();
    DensityField field = sampler.field(SCENE.heads(), 320, 240);
    double sum = 0;
    for (int y = 0; y < 240; y += 80) {
      for (int x = 0; x < 320; x += 80) {
        Region region = new Region(x, y, 80, 80);
        sum += sampler.patch(SCENE.image(), field, region, x == y).density().sum();
      }
    }
    int heads = SCENE.heads().size();
    assertThat(sum).isCloseTo(heads, within(1e-6 * heads));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void pixels_and_heads_are_those_of_the_region(long seed) {
    LabeledPatchSampler sampler = LabeledPatchSampler.builder().flipProbability(0.5).build();
    LabeledPatch patch = sampler.sample(SCENE.image(), SCENE.heads(), new SplittableRandom(seed));
    RgbImage plain = SCENE.image().resample(patch.region(), 224, 224);
    assertThat(patch.pixels()).isEqualTo(patch.flipped() ? plain.flipHorizontally() : plain);
    double zoom = 224 / patch.region().width();
    List<HeadPoint> expected = new ArrayList<>();
    for (HeadPoint head : SCENE.heads()) {
      double x = (head.x() - patch.region().x()) * zoom;
      double y = (head.y() - patch.region().y()) * zoom;
      if (x >= 0 && y >= 0 && x < 224 && y < 224) {
        expected.add(new HeadPoint(patch.flipped() ? 224 - x : x, y));
      }
    }
    assertThat(patch.heads()).isEqualTo(expected).allMatch(head -> head.isInside(224, 224));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_field_made_once_draws_what_all_heads_draw_each_time(long seed) {
    LabeledPatchSampler sampler =
        LabeledPatchSampler.builder()
            .painter(DensityPainter.builder().kernel(DensityKernel.geometryAdaptive()).build())
            .build();
    DensityField field = sampler.field(SCENE.heads(), 320, 240);
    SplittableRandom once = new SplittableRandom(seed);
    SplittableRandom eachTime = new SplittableRandom(seed);
    for (int i = 0; i < 5; i++) {
      assertThat(sampler.sample(SCENE.image(), field, once))
          .isEqualTo(sampler.sample(SCENE.image(), SCENE.heads(), eachTime));
    }
  }

  @Test
  void a_field_of_an_image_of_another_size_is_refused() {
    LabeledPatchSampler sampler = LabeledPatchSampler.paper();
    DensityField field = sampler.field(SCENE.heads(), 320, 320);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sample(SCENE.image(), field, new SplittableRandom(1)))
        .withMessageContaining("320x320")
        .withMessageContaining("320x240");
  }

  @Test
  void both_orientations_occur_as_often_as_asked() {
    LabeledPatchSampler never = LabeledPatchSampler.builder().size(16).build();
    LabeledPatchSampler often = LabeledPatchSampler.builder().size(16).flipProbability(0.3).build();
    SplittableRandom random = new SplittableRandom(1);
    int flipped = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(never.sample(SCENE.image(), List.of(), random).flipped()).isFalse();
      flipped += often.sample(SCENE.image(), List.of(), random).flipped() ? 1 : 0;
    }
    // Standard deviation 14.5.
    assertThat(flipped).isBetween(240, 360);
  }

  @Test
  void a_head_on_the_very_edge_stays_inside_when_mirrored() {
    LabeledPatchSampler sampler =
        LabeledPatchSampler.builder().minSide(64).maxSide(64).size(64).flipProbability(1).build();
    RgbImage image = RgbImage.of(64, 64, new byte[3 * 64 * 64]);
    LabeledPatch patch =
        sampler.sample(image, List.of(new HeadPoint(0, 0)), new SplittableRandom(1));
    assertThat(patch.heads()).hasSize(1).allMatch(head -> head.isInside(64, 64));
    assertThat(patch.heads().get(0).x()).isCloseTo(64, within(1e-9));
  }

  @Test
  void painted_in_the_patch_the_target_counts_the_heads_inside() {
    LabeledPatchSampler sampler =
        LabeledPatchSampler.builder().densityScale(DensityScale.PATCH).stride(8).build();
    for (long seed = 0; seed < 20; seed++) {
      LabeledPatch patch = sampler.sample(SCENE.image(), SCENE.heads(), new SplittableRandom(seed));
      assertThat(patch.density().width()).isEqualTo(28);
      assertThat(patch.density().sum()).isCloseTo(patch.heads().size(), within(1e-4));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(PatchSideLaw.class)
  void squares_lie_on_whole_pixels_inside_and_sides_follow_their_law(PatchSideLaw law) {
    LabeledPatchSampler sampler = LabeledPatchSampler.builder().sideLaw(law).build();
    SplittableRandom random = new SplittableRandom(3);
    int draws = 8000;
    int[] upTo = new int[3];
    Set<Double> sides = new HashSet<>();
    for (int i = 0; i < draws; i++) {
      Region region = sampler.region(1024, 768, random);
      assertThat(region.isInside(1024, 768)).isTrue();
      assertThat(region.x()).isEqualTo(Math.rint(region.x()));
      assertThat(region.width()).isEqualTo(region.height()).isBetween(56.0, 448.0);
      sides.add(region.width());
      upTo[0] += region.width() < 112 ? 1 : 0;
      upTo[1] += region.width() < 224 ? 1 : 0;
      upTo[2] += region.width() < 440 ? 1 : 0;
    }
    double[] expected =
        switch (law) {
          case LOG_UNIFORM -> new double[] {1 / 3.0, 2 / 3.0, Math.log(440 / 56.0) / Math.log(8)};
          case UNIFORM -> new double[] {56 / 392.0, 168 / 392.0, 384 / 392.0};
          case DISCRETE -> new double[] {0.25, 0.5, 0.75};
        };
    for (int i = 0; i < 3; i++) {
      assertThat(upTo[i] / (double) draws).isCloseTo(expected[i], within(0.025));
    }
    if (law == PatchSideLaw.DISCRETE) {
      assertThat(sides).containsExactlyInAnyOrder(56.0, 112.0, 224.0, 448.0);
    }
  }

  @Test
  void every_place_is_reached() {
    LabeledPatchSampler sampler = LabeledPatchSampler.builder().minSide(4).maxSide(4).build();
    SplittableRandom random = new SplittableRandom(1);
    Set<Region> places = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      places.add(sampler.region(8, 6, random));
    }
    assertThat(places).hasSize(5 * 3);
  }

  @Test
  void squares_that_do_not_fit_are_clamped_drawn_again_or_refused() {
    SplittableRandom random = new SplittableRandom(1);
    LabeledPatchSampler clamp = LabeledPatchSampler.paper();
    LabeledPatchSampler redraw =
        LabeledPatchSampler.builder().largerThanImage(LargerThanImage.REDRAW).build();
    LabeledPatchSampler fail =
        LabeledPatchSampler.builder().minSide(300).largerThanImage(LargerThanImage.FAIL).build();
    int clamped = 0;
    int redrawn = 0;
    for (int i = 0; i < 1000; i++) {
      clamped += clamp.region(500, 100, random).width() == 100 ? 1 : 0;
      double side = redraw.region(500, 100, random).width();
      assertThat(side).isBetween(56.0, 100.0);
      redrawn += side == 100 ? 1 : 0;
    }
    // log(448 / 100) / log(8) = 72 % of the sides are longer.
    assertThat(clamped).isBetween(650, 790);
    assertThat(redrawn).isLessThan(40);
    assertThat(redraw.region(500, 20, random).width()).isEqualTo(20);
    assertThat(clamp.region(1, 1, random)).isEqualTo(new Region(0, 0, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fail.region(500, 100, random))
        .withMessageContaining("shorter side is 100");
  }

  @Test
  void choices_out_of_range_are_named() {
    assertRefused(LabeledPatchSampler.builder().minSide(0), "minSide");
    assertRefused(LabeledPatchSampler.builder().maxSide(55), "maxSide is 56 to 65536 but was 55");
    assertRefused(LabeledPatchSampler.builder().stride(15), "multiple of stride 15 but was 224");
    assertRefused(LabeledPatchSampler.builder().flipProbability(1.1), "flipProbability");
    assertRefused(
        LabeledPatchSampler.builder().sideLaw(PatchSideLaw.DISCRETE).minSide(60).maxSide(100),
        "none of the sides");
  }

  private static void assertRefused(LabeledPatchSampler.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(message);
  }

  /** A training goes on only by choices of the same text. */
  @Test
  void the_text_of_choices_is_the_same_in_every_language() {
    String text = LabeledPatchSampler.paper().toString();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(LabeledPatchSampler.paper()).hasToString(text);
      assertThat(text).contains("sides 56 to 448");
    } finally {
      Locale.setDefault(before);
    }
  }
}
