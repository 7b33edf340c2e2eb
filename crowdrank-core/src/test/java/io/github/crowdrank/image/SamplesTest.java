package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  private static BufferedImage interleaved(int... bandOffsets) {
    byte[] samples = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (37 * i);
    }
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        model,
        Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            WIDTH,
            HEIGHT,
            3 * WIDTH,
            3,
            bandOffsets,
            new Point()),
        false,
        null);
  }

  private static byte[] stored(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  @Test
  void rgb_and_bgr_are_taken_without_a_copy() {
    for (int[] offsets : new int[][] {{0, 1, 2}, {2, 1, 0}}) {
      BufferedImage image = interleaved(offsets);
      byte[] expected = Samples.of(image);

      byte[] taken = Samples.taken(image);

      assertThat(taken).isEqualTo(expected).isSameAs(stored(image));
    }
  }

  @Test
  void what_is_stored_otherwise_is_copied() {
    BufferedImage greenFirst = interleaved(1, 0, 2);
    BufferedImage part = interleaved(2, 1, 0).getSubimage(0, 1, WIDTH, HEIGHT - 1);
    BufferedImage argb = new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR);
    argb.setRGB(1, 1, 0x80402010);
    for (BufferedImage image : new BufferedImage[] {greenFirst, part, argb}) {
      byte[] before = stored(image).clone();

      assertThat(Samples.taken(image)).isEqualTo(Samples.of(image)).isNotSameAs(stored(image));
      assertThat(stored(image)).isEqualTo(before);
    }
  }
}
