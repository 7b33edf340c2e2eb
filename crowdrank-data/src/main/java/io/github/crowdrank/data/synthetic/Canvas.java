package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A raster of colours that remembers, for each pixel, who painted it last. A rasteriser of our own
 * because a scene must be the same bit for bit on every platform, and Java 2D's is not.
 */
final class Canvas {
  private final int width;
  private final int height;
  private final Light light;
  private final float[] samples;
  private final int[] owners;
  private int owner;

  Canvas(int width, int height, Light light) {
    this.width = width;
    this.height = height;
    this.light = light;
    this.samples = new float[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    this.owners = new int[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Marks what follows as painted by {@code owner}. */
  void paintAs(int owner) {
    this.owner = owner;
  }

  /** Who painted the pixel that holds a point, which lies on the canvas. */
  int ownerAt(double x, double y) {
    int column = (int) x;
    int row = (int) y;
    return owners[row * width + column];
  }

  void pixel(int x, int y, Color color) {
    blend(x, y, color, 1, 1);
  }

  void rectangle(double left, double top, double right, double bottom, Color color) {
    rectangle(left, top, right, bottom, color, 1);
  }

  void rectangle(
      double left, double top, double right, double bottom, Color color, double opacity) {
    for (int y = first(top); y < until(bottom, height); y++) {
      double rowShare = Math.min(y + 1, bottom) - Math.max(y, top);
      for (int x = first(left); x < until(right, width); x++) {
        double share = Math.min(x + 1, right) - Math.max(x, left);
        blend(x, y, color, opacity * share * rowShare, 1);
      }
    }
  }

  /** A flat ellipse, for what lies on the ground. */
  void spot(double x, double y, double radiusX, double radiusY, Color color, double opacity) {
    ellipse(x, y, radiusX, radiusY, Double.NEGATIVE_INFINITY, color, opacity, 0);
  }

  /** A rounded body, brighter towards the light. */
  void ball(double x, double y, double radiusX, double radiusY, Color color) {
    ellipse(x, y, radiusX, radiusY, Double.NEGATIVE_INFINITY, color, 1, light.contrast());
  }

  /** The part of a rounded body that lies below a height. */
  void ballBelow(double x, double y, double radiusX, double radiusY, double below, Color color) {
    ellipse(x, y, radiusX, radiusY, below, color, 1, light.contrast());
  }

  private void ellipse(
      double centerX,
      double centerY,
      double radiusX,
      double radiusY,
      double below,
      Color color,
      double opacity,
      double relief) {
    double edge = Math.min(radiusX, radiusY);
    for (int y = first(Math.max(below, centerY - radiusY - 1));
        y < until(centerY + radiusY + 1, height);
        y++) {
      double down = (y + 0.5 - centerY) / radiusY;
      double rowShare = Math.min(1, y + 1 - below);
      for (int x = first(centerX - radiusX - 1); x < until(centerX + radiusX + 1, width); x++) {
        double right = (x + 0.5 - centerX) / radiusX;
        double coverage = (1 - Math.sqrt(right * right + down * down)) * edge + 0.5;
        if (coverage > 0) {
          double shade = 1 + relief * (right * light.x() + down * light.y());
          blend(x, y, color, opacity * rowShare * Math.min(1, coverage), shade);
        }
      }
    }
  }

  private static int first(double from) {
    return (int) Math.max(0, Math.floor(from));
  }

  private static int until(double to, int limit) {
    return (int) Math.min(limit, Math.ceil(to));
  }

  private void blend(int x, int y, Color color, double opacity, double shade) {
    int pixel = y * width + x;
    int at = 3 * pixel;
    float share = (float) opacity;
    samples[at] += share * (color.red() * (float) shade - samples[at]);
    samples[at + 1] += share * (color.green() * (float) shade - samples[at + 1]);
    samples[at + 2] += share * (color.blue() * (float) shade - samples[at + 2]);
    if (opacity >= 0.5) {
      owners[pixel] = owner;
    }
  }

  /** The picture as a camera sees it: under the scene's light, with grain. */
  RgbImage develop(RandomGenerator random) {
    byte[] developed = new byte[samples.length];
    float[] factors = {
      (float) (255 * light.brightness() * light.tint().red()),
      (float) (255 * light.brightness() * light.tint().green()),
      (float) (255 * light.brightness() * light.tint().blue())
    };
    for (int at = 0; at < samples.length; at += 3) {
      float grain = (float) (255 * light.noise() * random.nextGaussian());
      for (int channel = 0; channel < 3; channel++) {
        float value = samples[at + channel] * factors[channel] + grain + 0.5f;
        developed[at + channel] = (byte) Math.max(0, Math.min(255, (int) value));
      }
    }
    return RgbImage.of(width, height, developed);
  }
}
