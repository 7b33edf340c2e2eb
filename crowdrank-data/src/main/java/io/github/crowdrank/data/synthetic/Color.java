package io.github.crowdrank.data.synthetic;

import java.util.random.RandomGenerator;

/** Linear amounts of red, green and blue, about 0 to 1; more is clipped when the canvas is read. */
record Color(float red, float green, float blue) {
  static Color grey(double value) {
    return new Color((float) value, (float) value, (float) value);
  }

  /** A colour of any hue. */
  static Color ofHue(double hue, double saturation, double value) {
    return new Color(
        channel(hue, saturation, value),
        channel(hue + 2.0 / 3, saturation, value),
        channel(hue + 1.0 / 3, saturation, value));
  }

  private static float channel(double hue, double saturation, double value) {
    double turn = 6 * (hue - Math.floor(hue));
    double strength = Math.max(0, Math.min(1, Math.abs(turn - 3) - 1));
    return (float) (value * (1 - saturation + saturation * strength));
  }

  Color times(double factor) {
    return new Color((float) (red * factor), (float) (green * factor), (float) (blue * factor));
  }

  Color mix(Color other, double share) {
    float part = (float) share;
    return new Color(
        red + part * (other.red - red),
        green + part * (other.green - green),
        blue + part * (other.blue - blue));
  }

  /** This colour, each channel changed by up to {@code amount}. */
  Color varied(RandomGenerator random, double amount) {
    return new Color(
        red + (float) random.nextDouble(-amount, amount),
        green + (float) random.nextDouble(-amount, amount),
        blue + (float) random.nextDouble(-amount, amount));
  }
}
