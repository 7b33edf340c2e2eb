package io.github.crowdrank.picture;

import io.github.crowdrank.zone.PlanePoint;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One thing on a {@link Drawing}. Positions and sizes are in pixels from its upper left corner,
 * colours are {@code 0xRRGGBB}.
 */
sealed interface Mark {
  /** Pixels, which may be transparent. */
  record Pixels(BufferedImage image, int x, int y) implements Mark {}

  /** A filled rectangle. */
  record Box(double x, double y, double width, double height, int color) implements Mark {}

  /** Closed lines, not filled. */
  record Outline(List<List<PlanePoint>> rings, double lineWidth, int color) implements Mark {}

  /**
   * A line of text in a font without serifs.
   *
   * @param y of the line the letters stand on
   * @param size of the font
   * @param haloed whether it is black on white edges, to be read on anything; else just black
   */
  record Label(String text, double x, double y, int size, Anchor anchor, boolean haloed)
      implements Mark {}

  /** Which point of a text its position is. */
  enum Anchor {
    START,
    MIDDLE
  }
}
