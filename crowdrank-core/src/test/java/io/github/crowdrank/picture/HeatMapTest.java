package io.github.crowdrank.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeatMapTest {
  @TempDir Path folder;

  private static final DensityMap ONE_CELL = DensityMap.of(4, 3, oneAt(4 * 3, 6));

  private static float[] oneAt(int length, int index) {
    float[] values = new float[length];
    values[index] = 1;
    return values;
  }

  @Test
  void the_densest_cell_is_the_brightest_square_of_the_map() {
    BufferedImage drawn = HeatMap.draw(ONE_CELL, 5);

    assertThat(drawn.getWidth()).isEqualTo(20);
    assertThat(drawn.getHeight()).isEqualTo(15);
    assertThat(drawn.getRGB(10, 5) & 0xffffff).isEqualTo(ColorMap.INFERNO.rgb(1));
    assertThat(drawn.getRGB(14, 9) & 0xffffff).isEqualTo(ColorMap.INFERNO.rgb(1));
    assertThat(drawn.getRGB(9, 5) & 0xffffff).isEqualTo(ColorMap.INFERNO.rgb(0));
  }

  @Test
  void the_overlay_leaves_empty_places_grey_and_covers_the_crowd() throws Exception {
    byte[] samples = new byte[3 * 30 * 20];
    Arrays.fill(samples, (byte) 100);
    RgbImage photograph = RgbImage.of(30, 20, samples);

    BufferedImage overlay = HeatMap.overlay(photograph, ONE_CELL, 8);

    assertThat(overlay.getWidth()).isEqualTo(30);
    assertThat(overlay.getRGB(2, 2) & 0xffffff).isEqualTo(0x646464);
    int covered = overlay.getRGB(20, 12);
    assertThat((covered >> 16) & 255).isGreaterThan(200);

    Path file = folder.resolve("overlay.png");
    HeatMap.writePng(overlay, file);
    assertThat(ImageIO.read(file.toFile()).getRGB(20, 12)).isEqualTo(covered);
  }

  @Test
  void a_map_of_another_picture_is_refused() {
    RgbImage photograph = RgbImage.of(30, 20, new byte[3 * 30 * 20]);

    assertThatThrownBy(() -> HeatMap.overlay(photograph, ONE_CELL, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a photograph of 30x20 pixels has 8x5 cells of 4 but the density map has 4x3");
    assertThatThrownBy(() -> HeatMap.overlay(photograph, ONE_CELL, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30x20 and 0");
  }

  @ParameterizedTest
  @CsvSource({"0,1 pixel or more but was 0", "-1,but was -1", "40000,would make 160000x120000"})
  void cells_without_a_side_or_too_large_for_a_picture_are_refused(int cellSide, String reason) {
    assertThatThrownBy(() -> HeatMap.draw(ONE_CELL, cellSide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_peak_that_is_not_positive_and_finite_is_refused(double peak) {
    assertThatThrownBy(() -> HeatMap.draw(ONE_CELL, 1, peak))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a peak is positive and finite but was " + peak);
  }

  @Test
  void a_map_of_nobody_is_dark() {
    BufferedImage drawn = HeatMap.draw(DensityMap.of(2, 2, new float[4]), 1);

    assertThat(drawn.getRGB(0, 0) & 0xffffff).isEqualTo(ColorMap.INFERNO.rgb(0));
  }
}
