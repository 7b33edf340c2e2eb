package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * A row of a picture of one sample per channel, each brought to 8 bits. White is the largest whole
 * number of as many bits as a sample has, declared as signed or not, or the floating-point number
 * 1; what lies beyond black or white is taken for it.
 */
final class ChannelRow {
  private final Raster raster;
  private final int width;
  private final int bands;
  private final int bits;
  private final int stored;
  private final byte[] samples;
  private final short[] shorts;
  private final double[] numbers;

  /** A row that holds nothing yet. */
  ChannelRow(BufferedImage image) {
    ColorModel model = image.getColorModel();
    raster = image.getRaster();
    width = image.getWidth();
    bands = raster.getNumBands();
    bits = model.getComponentSize(0);
    stored = raster.getSampleModel().getDataType();
    samples = new byte[width * bands];
    shorts = new short[isOfBits(DataBuffer.TYPE_USHORT, Short.SIZE) ? samples.length : 0];
    numbers = new double[width];
  }

  /** Whether samples are stored as numbers that this class understands. */
  static boolean isOf(int dataType) {
    return switch (dataType) {
      case DataBuffer.TYPE_BYTE,
          DataBuffer.TYPE_USHORT,
          DataBuffer.TYPE_INT,
          DataBuffer.TYPE_FLOAT,
          DataBuffer.TYPE_DOUBLE ->
          true;
      default -> false;
    };
  }

  private boolean isOfBits(int dataType, int most) {
    return stored == dataType && bits == most;
  }

  /** The samples of all bands of a row, pixel by pixel, until the next row is asked for. */
  byte[] read(int y) {
    if (isOfBits(DataBuffer.TYPE_BYTE, Byte.SIZE)) {
      raster.getDataElements(0, y, width, 1, samples);
    } else if (shorts.length > 0) {
      raster.getDataElements(0, y, width, 1, shorts);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) (((shorts[i] & 0xffff) + 128) / 257);
      }
    } else {
      boolean floating = stored == DataBuffer.TYPE_FLOAT || stored == DataBuffer.TYPE_DOUBLE;
      for (int band = 0; band < bands; band++) {
        raster.getSamples(0, y, width, 1, band, numbers);
        for (int x = 0; x < width; x++) {
          double share = floating ? numbers[x] : share((long) numbers[x]);
          samples[x * bands + band] = (byte) (255 * Math.max(0, Math.min(1, share)) + 0.5);
        }
      }
    }
    return samples;
  }

  /** Readers invert samples of fewer bits than their array has with all bits of the array. */
  private double share(long number) {
    long white = (1L << bits) - 1;
    return (double) (number & white) / white;
  }
}
