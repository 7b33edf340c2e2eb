package io.github.crowdrank.picture;

import io.github.crowdrank.density.DensityMap;

/**
 * Which colour a density has. Colours go by the square root of the density, so that sparse places
 * beside a dense crowd are seen, too.
 *
 * @param peak the density, in persons per cell, of the brightest colour; positive
 */
record DensityScale(double peak, ColorMap colors) {
  /** Where a density stands between nobody, 0, and the peak, 1. */
  double level(double density) {
    return Math.sqrt(Math.max(0, density) / peak);
  }

  /** What lies over a grey photograph: the denser, the more the colour covers. */
  int over(int grey, double density) {
    double level = level(density);
    double cover = Math.min(0.85, 1.6 * level);
    int color = colors.rgb(level);
    int red = (int) (grey * (1 - cover) + ((color >> 16) & 255) * cover);
    int green = (int) (grey * (1 - cover) + ((color >> 8) & 255) * cover);
    int blue = (int) (grey * (1 - cover) + (color & 255) * cover);
    return red << 16 | green << 8 | blue;
  }

  /**
   * The density at the centre of a pixel, bilinear between the centres of cells.
   *
   * @param cellSide side of a cell in pixels
   */
  static double interpolated(DensityMap density, int x, int y, double cellSide) {
    double column = Math.max(0, (x + 0.5) / cellSide - 0.5);
    double row = Math.max(0, (y + 0.5) / cellSide - 0.5);
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
}
