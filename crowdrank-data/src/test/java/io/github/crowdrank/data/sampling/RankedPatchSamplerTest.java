package io.github.crowdrank.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankedPatchSamplerTest {
  @ParameterizedTest(name = "s and 1/r act on {0}")
  @EnumSource(ScaleActsOn.class)
  void every_chain_of_ten_thousand_keeps_algorithm_1(ScaleActsOn actsOn) {
    for (long seed = 0; seed < 10_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int patches = random.nextInt(2, 9);
      double scale = random.nextDouble(0.3, 0.98);
      double anchorRegion = random.nextDouble(1.01, 40);
      RankedPatchSampler sampler =
          RankedPatchSampler.builder()
              .patches(patches)
              .scale(scale)
              .scaleActsOn(actsOn)
              .anchorRegion(anchorRegion)
              .anchorActsOn(actsOn)
              .build();
      int width = side(random);
      int height = side(random);
      List<Region> regions = sampler.regions(width, height, random);
      double anchorFactor =
          actsOn == ScaleActsOn.SIDE ? 1 / anchorRegion : Math.sqrt(1 / anchorRegion);
      double sideFactor = actsOn == ScaleActsOn.SIDE ? scale : Math.sqrt(scale);
      String story = "seed=%d: %s in %dx%d".formatted(seed, regions, width, height);
      assertThat(regions).as(story).hasSize(patches);
      assertChain(regions, sideFactor, story);
      assertPlace(regions.get(0), width, height, anchorFactor, story);
    }
  }

  /** From 1 to 16,384 pixels, small sides as often as large ones. */
  private static int side(RandomGenerator random) {
    return (int) Math.pow(2, random.nextDouble(0, 14.0001));
  }

  private static void assertChain(List<Region> regions, double sideFactor, String story) {
    for (int i = 1; i < regions.size(); i++) {
      Region outer = regions.get(i - 1);
      Region inner = regions.get(i);
      assertThat(outer.contains(inner)).as(story).isTrue();
      assertThat(inner.width()).as(story).isEqualTo(inner.height());
      assertThat(inner.width() / outer.width()).as(story).isCloseTo(sideFactor, within(1e-12));
      assertThat(centerX(inner)).as(story).isCloseTo(centerX(outer), within(1e-9));
      assertThat(centerY(inner)).as(story).isCloseTo(centerY(outer), within(1e-9));
    }
  }

  private static void assertPlace(
      Region largest, int width, int height, double anchorFactor, String story) {
    assertThat(largest.isInside(width, height)).as(story).isTrue();
    double room =
        Math.min(
            Math.min(largest.x(), largest.y()),
            Math.min(
                width - largest.x() - largest.width(), height - largest.y() - largest.height()));
    assertThat(room).as(story + ": it touches an edge").isCloseTo(0, within(1e-9));
    double across = Math.abs(centerX(largest) - width / 2.0);
    double down = Math.abs(centerY(largest) - height / 2.0);
    assertThat(across).as(story).isLessThanOrEqualTo(anchorFactor * width / 2 + 1e-9);
    assertThat(down).as(story).isLessThanOrEqualTo(anchorFactor * height / 2 + 1e-9);
  }

  private static double centerX(Region region) {
    return region.x() + region.width() / 2;
  }

  private static double centerY(Region region) {
    return region.y() + region.height() / 2;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void free_squares_lie_anywhere_in_the_one_around_them(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RankedPatchSampler sampler = RankedPatchSampler.builder().nesting(Nesting.FREE).build();
    double farthest = 0;
    for (int chain = 0; chain < 300; chain++) {
      List<Region> regions = sampler.regions(640, 480, random);
      for (int i = 1; i < regions.size(); i++) {
        Region outer = regions.get(i - 1);
        Region inner = regions.get(i);
        double left = inner.x() - outer.x();
        double top = inner.y() - outer.y();
        double room = outer.width() - inner.width();
        assertThat(inner.width()).isCloseTo(0.75 * outer.width(), within(1e-9));
        assertThat(left).isBetween(0.0, room);
        assertThat(top).isBetween(0.0, room);
        farthest = Math.max(farthest, Math.abs(left / room - 0.5));
      }
    }
    assertThat(farthest).isGreaterThan(0.49);
  }

  @Test
  void the_paper_has_five_squares_of_these_sides() {
    List<Region> regions = RankedPatchSampler.paper().regions(1024, 768, new SplittableRandom(1));
    double largest = regions.get(0).width();
    assertThat(regions.stream().map(region -> region.width() / largest))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Double.compare(a, b))
        .containsExactly(1.0, 0.75, 0.5625, 0.4219, 0.3164);
  }

  @Test
  void anchors_fill_the_anchor_region_evenly() {
    RankedPatchSampler sampler = RankedPatchSampler.paper();
    SplittableRandom random = new SplittableRandom(8);
    int[] quarters = new int[4];
    double leftmost = 800;
    double rightmost = 0;
    for (int i = 0; i < 4000; i++) {
      Region region = sampler.regions(800, 600, random).get(0);
      leftmost = Math.min(leftmost, centerX(region));
      rightmost = Math.max(rightmost, centerX(region));
      quarters[(centerX(region) < 400 ? 0 : 1) + (centerY(region) < 300 ? 0 : 2)]++;
    }
    assertThat(leftmost).isBetween(350.0, 351.0);
    assertThat(rightmost).isBetween(449.0, 450.0);
    // Mean 1000, standard deviation 27.
    assertThat(Arrays.stream(quarters).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void patches_are_the_regions_resampled() {
    RgbImage image =
        SyntheticCrowd.builder().size(200, 150).build().paint(new SplittableRandom(2)).image();
    RankedPatchSampler sampler = RankedPatchSampler.builder().size(32).build();
    List<RgbImage> patches = sampler.sample(image, new SplittableRandom(4));
    List<Region> regions = sampler.regions(200, 150, new SplittableRandom(4));
    assertThat(patches).hasSize(5).doesNotHaveDuplicates();
    for (int i = 0; i < 5; i++) {
      assertThat(patches.get(i)).isEqualTo(image.resample(regions.get(i), 32, 32));
    }
  }

  @ParameterizedTest(name = "{0} pixels")
  @ValueSource(strings = {"1x1", "1x500", "500x1", "2x3"})
  void tiny_images_give_full_patches(String size) {
    String[] sides = size.split("x", -1);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    RgbImage image = RgbImage.of(width, height, new byte[3 * width * height]);
    for (long seed = 0; seed < 100; seed++) {
      assertThat(RankedPatchSampler.paper().sample(image, new SplittableRandom(seed)))
          .hasSize(5)
          .allMatch(patch -> patch.width() == 224 && patch.height() == 224);
    }
  }

  @Test
  void choices_out_of_range_are_named() {
    assertRefused(RankedPatchSampler.builder().patches(1), "patches is 2 to 64 but was 1");
    assertRefused(RankedPatchSampler.builder().scale(1), "scale");
    assertRefused(RankedPatchSampler.builder().scale(Double.NaN), "NaN");
    assertRefused(RankedPatchSampler.builder().anchorRegion(1), "anchorRegion");
    assertRefused(RankedPatchSampler.builder().size(0), "size");
    assertRefused(RankedPatchSampler.builder().patches(60).scale(0.1), "60 patches at scale 0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankedPatchSampler.paper().regions(0, 5, new SplittableRandom(1)))
        .withMessageContaining("0x5");
  }

  private static void assertRefused(RankedPatchSampler.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(message);
  }

  @Test
  void the_text_of_choices_is_the_same_in_every_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(RankedPatchSampler.paper()).asString().contains("[5 patches,", "size 224]");
    } finally {
      Locale.setDefault(before);
    }
  }
}
