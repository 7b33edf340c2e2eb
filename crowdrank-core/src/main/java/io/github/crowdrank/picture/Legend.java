package io.github.crowdrank.picture;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which colour stands for how many people: a bar with figures beside it. */
final class Legend {
  static final int WIDTH = 96;
  static final int LEAST_HEIGHT = 120;

  /** Cells have another size in every network; figures are for squares of this side. */
  private static final int SQUARE = 100;

  private static final int BAR = 16;
  private static final int HEAD = 44;
  private static final int FONT = 12;
  private static final int LEAST_DISTANCE = 18;

  /** The least that three decimals tell from nobody. */
  private static final double LEAST_FIGURE = 0.001;

  private final DensityScale scale;
  private final int stride;

  /**
   * Explains a scale.
   *
   * @param stride side of a cell in pixels of the photograph
   */
  Legend(DensityScale scale, int stride) {
    this.scale = scale;
    this.stride = stride;
  }

  List<Mark> marks(int x, int y, int height) {
    List<Mark> marks = new ArrayList<>();
    marks.add(label("people per", x, y + FONT));
    marks.add(label(String.format(Locale.ROOT, "%d×%d px", SQUARE, SQUARE), x, y + 2 * FONT + 3));
    int length = height - HEAD - FONT / 2;
    marks.add(new Mark.Pixels(bar(length), x, y + HEAD));
    for (double value : ticks(length)) {
      double at = y + HEAD + length * (1 - scale.level(value * cellsPerSquareInverse()));
      marks.add(new Mark.Box(x + BAR, at - 0.5, 4, 1, 0));
      marks.add(label(figure(value), x + BAR + 7, at + FONT / 3.0));
    }
    return marks;
  }

  /** Persons per cell where there is one person per square. */
  private double cellsPerSquareInverse() {
    return (double) stride * stride / (SQUARE * SQUARE);
  }

  private BufferedImage bar(int length) {
    BufferedImage bar = new BufferedImage(BAR, length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < length; y++) {
      for (int x = 0; x < BAR; x++) {
        bar.setRGB(x, y, scale.colors().rgb(1 - (y + 0.5) / length));
      }
    }
    return bar;
  }

  /** The peak, nobody, and between them 1, 2 and 5 times powers of ten where there is room. */
  private List<Double> ticks(int length) {
    double peak = scale.peak() / cellsPerSquareInverse();
    List<Double> ticks = new ArrayList<>(List.of(peak));
    double last = length;
    for (int power = (int) Math.floor(Math.log10(peak)); last > 0; power--) {
      for (int factor : new int[] {5, 2, 1}) {
        double value = factor * Math.pow(10, power);
        double at = length * Math.sqrt(value / peak);
        if (value < peak
            && value >= LEAST_FIGURE
            && last - at >= LEAST_DISTANCE
            && at >= LEAST_DISTANCE) {
          ticks.add(value);
          last = at;
        }
      }
      if (length * Math.sqrt(Math.pow(10, power) / peak) < LEAST_DISTANCE) {
        break;
      }
    }
    ticks.add(0.0);
    return ticks;
  }

  private static String figure(double value) {
    if (value > 0 && value < LEAST_FIGURE) {
      return "<" + LEAST_FIGURE;
    }
    int decimals = value == 0 || value >= 9.95 ? 0 : value >= 0.095 ? 1 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static Mark label(String text, double x, double y) {
    return new Mark.Label(text, x, y, FONT, Mark.Anchor.START, false);
  }
}
