package io.github.crowdrank.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void a_map_of_nobody_is_dark() {
    BufferedImage drawn = HeatMap.draw(DensityMap.of(2, 2, new float[4]), 1);

    assertThat(drawn.getRGB(0, 0) & 0xffffff).isEqualTo(ColorMap.INFERNO.rgb(0));
  }
}
