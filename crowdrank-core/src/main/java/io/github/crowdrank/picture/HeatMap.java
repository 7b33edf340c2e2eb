package io.github.crowdrank.picture;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Density maps in colour: black where nobody is, through red and orange to pale yellow where the
 * crowd is densest. Unless said otherwise the scale runs from 0 to the fullest cell.
 */
public final class HeatMap {
  private HeatMap() {}

  /** The map alone, each cell a square of {@code cellSide} pixels. */
  public static BufferedImage draw(DensityMap density, int cellSide) {
    return draw(density, cellSide, peak(density));
  }

  /**
   * The map alone on a scale of its own, so that maps can be compared.
   *
   * @param peak the density, in persons per cell, that gets the brightest colour; positive
   */
  public static BufferedImage draw(DensityMap density, int cellSide, double peak) {
    BufferedImage picture =
        new BufferedImage(
            density.width() * cellSide, density.height() * cellSide, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, ColorMap.rgb(density.at(x / cellSide, y / cellSide) / peak));
      }
    }
    return picture;
  }

  /**
   * The photograph in grey with the density over it, smoothly interpolated; the denser, the more
   * the colour covers.
   *
   * @param stride side of a density cell in pixels of the photograph
   */
  public static BufferedImage overlay(RgbImage photograph, DensityMap density, int stride) {
    BufferedImage picture =
        new BufferedImage(photograph.width(), photograph.height(), BufferedImage.TYPE_INT_RGB);
    double peak = peak(density);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        double level = Math.sqrt(Math.max(0, interpolated(density, x, y, stride)) / peak);
        double cover = Math.min(0.85, 1.6 * level);
        picture.setRGB(x, y, mix(grey(photograph.rgb(x, y)), ColorMap.rgb(level), cover));
      }
    }
    return picture;
  }

  /**
   * Writes a picture as PNG, whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public static void writePng(BufferedImage picture, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    }
    AtomicFile.write(file, bytes.toByteArray());
  }

  /**
   * The density of the fullest cell, in persons per cell; the least positive number for an empty
   * map.
   */
  public static double peak(DensityMap density) {
    double peak = Double.MIN_NORMAL;
    for (int y = 0; y < density.height(); y++) {
      for (int x = 0; x < density.width(); x++) {
        peak = Math.max(peak, density.at(x, y));
      }
    }
    return peak;
  }

  /** Bilinear between the centres of cells. */
  private static double interpolated(DensityMap density, int x, int y, int stride) {
    double column = Math.max(0, (x + 0.5) / stride - 0.5);
    double row = Math.max(0, (y + 0.5) / stride - 0.5);
    int left = Math.min((int) column, density.width() - 1);
    int top = Math.min((int) row, density.height() - 1);
    int right = Math.min(left + 1, density.width() - 1);
    int bottom = Math.min(top + 1, density.height() - 1);
    double across = column - left;
    double down = row - top;
    double upper = (1 - across) * density.at(left, top) + across * density.at(right, top);
    double lower = (1 - across) * density.at(left, bottom) + across * density.at(right, bottom);
    return (1 - down) * upper + down * lower;
  }

  private static int grey(int rgb) {
    return (299 * ((rgb >> 16) & 255) + 587 * ((rgb >> 8) & 255) + 114 * (rgb & 255)) / 1000;
  }

  private static int mix(int grey, int color, double cover) {
    int red = (int) (grey * (1 - cover) + ((color >> 16) & 255) * cover);
    int green = (int) (grey * (1 - cover) + ((color >> 8) & 255) * cover);
    int blue = (int) (grey * (1 - cover) + (color & 255) * cover);
    return red << 16 | green << 8 | blue;
  }
}
