package io.github.crowdrank.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Copies the samples of a buffered image as 8-bit RGB.
 *
 * <p>Grey and RGB samples are taken as they are stored. {@link BufferedImage#getRGB} would apply
 * the colour space, and Java's grey space is linear: a stored 128 would become 188.
 */
final class Samples {
  private final BufferedImage image;
  private final int width;
  private final byte[] rgb;
  private int at;

  private Samples(BufferedImage image) {
    this.image = image;
    this.width = image.getWidth();
    this.rgb = new byte[Math.toIntExact(3L * width * image.getHeight())];
  }

  static byte[] of(BufferedImage image) {
    Samples samples = new Samples(image);
    ColorModel model = image.getColorModel();
    int type = image.getType();
    if (model instanceof IndexColorModel palette) {
      samples.copyIndexed(palette);
    } else if (isStoredAsComponents(image)) {
      samples.copyComponents(model);
    } else if (type == BufferedImage.TYPE_INT_RGB || type == BufferedImage.TYPE_INT_ARGB) {
      samples.copyPacked(type == BufferedImage.TYPE_INT_ARGB);
    } else {
      samples.copyConverted(model.hasAlpha());
    }
    return samples.rgb;
  }

  /**
   * The samples of a picture that nobody else will use: its own array where it holds RGB or BGR,
   * else a copy.
   */
  static byte[] taken(BufferedImage image) {
    if (!isStoredAsRgb(image.getColorModel(), image.getSampleModel())
        || !(image.getRaster().getDataBuffer() instanceof DataBufferByte buffer)
        || buffer.getSize() != 3L * image.getWidth() * image.getHeight()
        || buffer.getData().length != buffer.getSize()) {
      return of(image);
    }
    byte[] samples = buffer.getData();
    if (((PixelInterleavedSampleModel) image.getSampleModel()).getBandOffsets()[0] == 2) {
      for (int i = 0; i < samples.length; i += 3) {
        byte blue = samples[i];
        samples[i] = samples[i + 2];
        samples[i + 2] = blue;
      }
    }
    return samples;
  }

  /** Whether {@link #taken} needs no copy: three bytes per pixel, red first or last. */
  static boolean isStoredAsRgb(ColorModel model, SampleModel samples) {
    return model instanceof ComponentColorModel
        && !model.hasAlpha()
        && model.getColorSpace().getType() == ColorSpace.TYPE_RGB
        && samples instanceof PixelInterleavedSampleModel interleaved
        && samples.getDataType() == DataBuffer.TYPE_BYTE
        && samples.getSampleSize(0) == Byte.SIZE
        && interleaved.getPixelStride() == 3
        && interleaved.getScanlineStride() == 3 * samples.getWidth()
        && (Arrays.equals(interleaved.getBandOffsets(), new int[] {2, 1, 0})
            || Arrays.equals(interleaved.getBandOffsets(), new int[] {0, 1, 2}));
  }

  /** An empty picture of three bytes per pixel, red first, which {@link #taken} takes as it is. */
  static BufferedImage inRgbOrder(ColorModel model, int width, int height) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE,
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            new Point(0, 0));
    return new BufferedImage(model, raster, false, null);
  }

  /** One sample per channel, in shades of grey or RGB, then perhaps alpha, then perhaps others. */
  private static boolean isStoredAsComponents(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int colours = model.getColorSpace().getNumComponents();
    int space = model.getColorSpace().getType();
    return model instanceof ComponentColorModel
        && ChannelRow.isOf(image.getSampleModel().getDataType())
        && ((space == ColorSpace.TYPE_GRAY && colours == 1)
            || (space == ColorSpace.TYPE_RGB && colours == 3));
  }

  private void copyComponents(ColorModel model) {
    ChannelRow row = new ChannelRow(image);
    int bands = image.getRaster().getNumBands();
    int colours = model.getColorSpace().getNumComponents();
    for (int y = 0; y < image.getHeight(); y++) {
      byte[] samples = row.read(y);
      if (bands == 3 && colours == 3) {
        System.arraycopy(samples, 0, rgb, at, samples.length);
        at += samples.length;
      } else if (model.hasAlpha()) {
        copyTranslucent(samples, bands, colours, model.isAlphaPremultiplied());
      } else {
        copyOpaque(samples, bands, colours);
      }
    }
  }

  private void copyOpaque(byte[] row, int bands, int colours) {
    for (int i = 0; i < row.length; i += bands) {
      for (int channel = 0; channel < 3; channel++) {
        rgb[at++] = row[i + channel % colours];
      }
    }
  }

  private void copyTranslucent(byte[] row, int bands, int colours, boolean premultiplied) {
    for (int i = 0; i < row.length; i += bands) {
      int alpha = row[i + colours] & 255;
      for (int channel = 0; channel < 3; channel++) {
        int sample = row[i + channel % colours] & 255;
        rgb[at++] =
            premultiplied ? (byte) Math.min(255, sample + 255 - alpha) : onWhite(sample, alpha);
      }
    }
  }

  private void copyIndexed(IndexColorModel palette) {
    int[] colours = new int[1 << palette.getPixelSize()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = palette.getRGB(i);
    }
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int index : row) {
        putArgb(colours[index & colours.length - 1], palette.hasAlpha());
      }
    }
  }

  private void copyPacked(boolean alpha) {
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getDataElements(0, y, width, 1, row);
      for (int argb : row) {
        putArgb(argb, alpha);
      }
    }
  }

  private void copyConverted(boolean alpha) {
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        putArgb(argb, alpha);
      }
    }
  }

  private void putArgb(int argb, boolean alpha) {
    put(argb >> 16 & 255, argb >> 8 & 255, argb & 255, alpha ? argb >>> 24 : 255);
  }

  private void put(int red, int green, int blue, int alpha) {
    rgb[at++] = onWhite(red, alpha);
    rgb[at++] = onWhite(green, alpha);
    rgb[at++] = onWhite(blue, alpha);
  }

  private static byte onWhite(int sample, int alpha) {
    return (byte) ((sample * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
