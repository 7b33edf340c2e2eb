package io.github.crowdrank.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {
  /** Rows of linear RGB for people without one kind of cone (Machado et al. 2009, severity 1). */
  private static final double[][][] SIGHTS = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    }
  };

  @ParameterizedTest
  @CsvSource({
    "VIRIDIS, 440154, 21918c, fde725",
    "CIVIDIS, 00224e, 7d7c78, fee838",
    "INFERNO, 000004, bc3754, fcffa4",
  })
  void ends_and_middle_are_those_published(
      ColorMap colors, String first, String middle, String last) {
    assertThat(hex(colors.rgb(0))).isEqualTo(first);
    assertThat(channels(colors.rgb(0.5))).containsExactly(channels(hex(middle)), within(2.0));
    assertThat(hex(colors.rgb(1))).isEqualTo(last);
    assertThat(colors.rgb(-5)).isEqualTo(colors.rgb(0));
    assertThat(colors.rgb(Double.POSITIVE_INFINITY)).isEqualTo(colors.rgb(1));
  }

  private static String hex(int rgb) {
    return "%06x".formatted(rgb);
  }

  private static int hex(String rgb) {
    return Integer.parseInt(rgb, 16);
  }

  private static double[] channels(int rgb) {
    return new double[] {rgb >> 16, rgb >> 8 & 255, rgb & 255};
  }

  /** Whatever cones a person lacks, and in grey print, brighter is more. */
  @ParameterizedTest
  @EnumSource
  void lightness_rises_for_every_kind_of_sight(ColorMap colors) {
    for (double[][] sight : SIGHTS) {
      double last = -1;
      for (int i = 0; i <= 20; i++) {
        double lightness = lightness(colors.rgb(i / 20.0), sight);
        assertThat(lightness).as("%s at %d of 20", colors, i).isGreaterThan(last + 1);
        last = lightness;
      }
      assertThat(last - lightness(colors.rgb(0), sight)).isGreaterThan(60);
    }
  }

  /** CIE lightness, 0..100, of a colour as somebody sees it. */
  private static double lightness(int rgb, double[][] sight) {
    double[] linear = channels(rgb);
    for (int i = 0; i < 3; i++) {
      double c = linear[i] / 255;
      linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double seen = 0;
      for (int j = 0; j < 3; j++) {
        seen += sight[i][j] * linear[j];
      }
      luminance += weights[i] * Math.max(0, seen);
    }
    return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
  }

  @Test
  void there_are_256_different_steps() {
    for (ColorMap colors : ColorMap.values()) {
      assertThat(IntStream.range(0, 256).map(i -> colors.rgb(i / 255.0)).distinct())
          .hasSizeGreaterThan(240);
    }
  }
}
