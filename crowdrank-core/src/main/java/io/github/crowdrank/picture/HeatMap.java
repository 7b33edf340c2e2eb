package io.github.crowdrank.picture;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Density maps in the colours of {@link ColorMap#INFERNO}: black where nobody is, through red and
 * orange to pale yellow where the crowd is densest. Unless said otherwise the scale runs from 0 to
 * the fullest cell. {@link CrowdPicture} draws more.
 */
public final class HeatMap {
  /** What the array of a picture can hold. */
  private static final int MOST_PIXELS = Integer.MAX_VALUE - 8;

  private HeatMap() {}

  /**
   * The map alone.
   *
   * @param cellSide side of the square of a cell in pixels, 1 or more
   * @throws IllegalArgumentException if the side is not positive, or the picture would have more
   *     than 2,147,483,639 pixels
   */
  public static BufferedImage draw(DensityMap density, int cellSide) {
    return draw(density, cellSide, peak(density));
  }

  /**
   * The map alone on a scale of its own, so that maps can be compared.
   *
   * @param cellSide side of the square of a cell in pixels, 1 or more
   * @param peak the density, in persons per cell, that gets the brightest colour; positive and
   *     finite
   * @throws IllegalArgumentException as {@link #draw(DensityMap, int)}, or if the peak is out of
   *     its range
   */
  public static BufferedImage draw(DensityMap density, int cellSide, double peak) {
    requireRoom(density, cellSide);
    requirePeak(peak);
    BufferedImage picture =
        new BufferedImage(
            density.width() * cellSide, density.height() * cellSide, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, ColorMap.INFERNO.rgb(density.at(x / cellSide, y / cellSide) / peak));
      }
    }
    return picture;
  }

  /**
   * The photograph in grey with the density over it, smoothly interpolated; the denser, the more
   * the colour covers.
   *
   * @param stride side of a density cell in pixels of the photograph, 1 or more
   * @throws IllegalArgumentException if the stride is not positive, or the map has not the {@code
   *     ceil(width / stride) x ceil(height / stride)} cells of the photograph
   */
  public static BufferedImage overlay(RgbImage photograph, DensityMap density, int stride) {
    requireOf("a photograph", photograph, density, stride);
    return overlay(photograph, density, stride, new DensityScale(peak(density), ColorMap.INFERNO));
  }

  static BufferedImage overlay(
      RgbImage photograph, DensityMap density, double cellSide, DensityScale scale) {
    BufferedImage picture =
        new BufferedImage(photograph.width(), photograph.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        double here = DensityScale.interpolated(density, x, y, cellSide);
        picture.setRGB(x, y, scale.over(grey(photograph.rgb(x, y)), here));
      }
    }
    return picture;
  }

  /** The map alone over a picture of the given size, where a cell may be no whole pixels. */
  static BufferedImage cells(
      int width, int height, DensityMap density, double cellSide, DensityScale scale) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int row = Math.min(density.height() - 1, (int) ((y + 0.5) / cellSide));
      for (int x = 0; x < width; x++) {
        int column = Math.min(density.width() - 1, (int) ((x + 0.5) / cellSide));
        picture.setRGB(x, y, scale.colors().rgb(scale.level(density.at(column, row))));
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
    AtomicFile.write(file, ImageBytes.encoded(picture, "png"));
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

  /**
   * Refuses the map of another picture, and that of a network whose layers shrink or enlarge
   * pictures.
   *
   * @param name what to call the photograph in the error
   * @throws IllegalArgumentException if the stride is not positive, or the map has not the cells of
   *     the photograph
   */
  static void requireOf(String name, RgbImage photograph, DensityMap density, int stride) {
    CellGrid grid = CellGrid.ofStride(photograph.width(), photograph.height(), stride);
    if (density.width() != grid.columns() || density.height() != grid.rows()) {
      throw new IllegalArgumentException(
          "%s of %dx%d pixels has %dx%d cells of %d but the density map has %dx%d"
              .formatted(
                  name,
                  photograph.width(),
                  photograph.height(),
                  grid.columns(),
                  grid.rows(),
                  stride,
                  density.width(),
                  density.height()));
    }
  }

  static void requirePeak(double peak) {
    if (!(peak > 0 && peak < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a peak is positive and finite but was " + peak);
    }
  }

  private static void requireRoom(DensityMap density, int cellSide) {
    if (cellSide < 1) {
      throw new IllegalArgumentException(
          "the side of a cell is 1 pixel or more but was " + cellSide);
    }
    long width = (long) density.width() * cellSide;
    long height = (long) density.height() * cellSide;
    if (width > MOST_PIXELS / height) {
      throw new IllegalArgumentException(
          "a picture has at most %d pixels but %dx%d cells of %d would make %dx%d"
              .formatted(MOST_PIXELS, density.width(), density.height(), cellSide, width, height));
    }
  }

  private static int grey(int rgb) {
    return (299 * ((rgb >> 16) & 255) + 587 * ((rgb >> 8) & 255) + 114 * (rgb & 255)) / 1000;
  }
}
