package io.github.crowdrank.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.RgbImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColorJitterTest {
  private static final RgbImage IMAGE =
      RgbImage.of(2, 1, new byte[] {10, 100, (byte) 200, (byte) 255, 0, 0});

  private static RgbImage changed(ColorJitter jitter, long seed) {
    return jitter.apply(IMAGE, new SplittableRandom(seed));
  }

  @Test
  void without_changes_the_image_is_handed_through() {
    assertThat(changed(ColorJitter.none(), 1)).isSameAs(IMAGE);
  }

  @Test
  void grey_is_luma_in_all_three_colours() {
    RgbImage grey = changed(new ColorJitter(1, 0, 0, 0, 1), 1);

    // 0.299 * 10 + 0.587 * 100 + 0.114 * 200 = 84.5, and 0.299 * 255 = 76.2.
    assertThat(grey.rgb(0, 0) & 0xFFFFFF).isIn(0x545454, 0x555555);
    assertThat(grey.rgb(1, 0) & 0xFFFFFF).isEqualTo(0x4C4C4C);
  }

  @Test
  void a_tone_curve_keeps_the_order_of_levels_and_seeds_repeat_it() {
    for (long seed = 0; seed < 50; seed++) {
      RgbImage toned = changed(ColorJitter.moderate(), seed);
      int rgb = toned.rgb(0, 0);

      assertThat(rgb >> 16 & 0xFF).as("seed %d", seed).isLessThanOrEqualTo(rgb >> 8 & 0xFF);
      assertThat(rgb >> 8 & 0xFF).as("seed %d", seed).isLessThanOrEqualTo(rgb & 0xFF);
      assertThat(toned).isEqualTo(changed(ColorJitter.moderate(), seed));
    }
  }

  @Test
  void the_stated_share_of_patches_is_grey() {
    SplittableRandom random = new SplittableRandom(7);
    ColorJitter jitter = new ColorJitter(0.15, 0, 0, 0, 1);
    long grey = 0;
    for (int i = 0; i < 4000; i++) {
      grey += jitter.apply(IMAGE, random).equals(IMAGE) ? 0 : 1;
    }

    assertThat(grey / 4000.0).isCloseTo(0.15, within(0.02));
  }

  @Test
  void ranges_are_checked() {
    assertThatThrownBy(() -> new ColorJitter(1.5, 0, 0, 0, 1)).hasMessageContaining("grey");
    assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0, 0.5)).hasMessageContaining("gamma");
  }
}
