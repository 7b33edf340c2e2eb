package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.image.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Frames that a camera sends, and how alike they come back. */
final class RtspFrames {
  private RtspFrames() {}

  /** Blocks that are other ones for each number, in colours that change slowly. */
  static byte[] numbered(int width, int height, int number) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[][] shades = new int[height / 16 + 1][width / 16 + 1];
    SplittableRandom random = new SplittableRandom(number);
    for (int[] row : shades) {
      Arrays.setAll(row, x -> random.nextInt(50, 200));
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shade = shades[y / 16][x / 16];
        image.setRGB(
            x, y, new Color(shade - 50 * y / height, shade, shade + 50 * x / width).getRGB());
      }
    }
    return TestImages.encode(image, "jpeg");
  }

  static RgbImage image(@Nullable Frame frame) {
    return ((Frame.Pixels) Objects.requireNonNull(frame).content()).image();
  }

  /** As ImageIO decodes it, which scales colours up in another way. */
  static void assertShows(@Nullable Frame frame, byte[] jpeg) throws IOException {
    RgbImage seen = image(frame);
    RgbImage sent = RgbImage.of(ImageIO.read(new ByteArrayInputStream(jpeg)));
    assertThat(seen.width()).isEqualTo(sent.width());
    assertThat(seen.height()).isEqualTo(sent.height());
    assertThat(difference(seen, sent)).isLessThan(2);
  }

  /** Mean of the samples' absolute differences. */
  static double difference(RgbImage a, RgbImage b) {
    byte[] rowOfA = new byte[3 * a.width()];
    byte[] rowOfB = new byte[3 * a.width()];
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      a.copyRow(y, rowOfA);
      b.copyRow(y, rowOfB);
      for (int i = 0; i < rowOfA.length; i++) {
        sum += Math.abs((rowOfA[i] & 0xff) - (rowOfB[i] & 0xff));
      }
    }
    return sum / a.height() / rowOfA.length;
  }
}
