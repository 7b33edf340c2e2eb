package io.github.crowdrank.data.synthetic;

import java.util.random.RandomGenerator;

/** Sky, buildings, trees and ground: what lies behind the crowd. */
final class Backdrop {
  private final Canvas canvas;
  private final Perspective perspective;
  private final RandomGenerator random;
  private final Texture texture;

  private Backdrop(Canvas canvas, Perspective perspective, RandomGenerator random) {
    this.canvas = canvas;
    this.perspective = perspective;
    this.random = random;
    this.texture = new Texture(random);
  }

  /**
   * Covers the whole canvas.
   *
   * @param clutter from 0, an even ground under an even sky, to 1, a busy street
   */
  static void paint(
      Canvas canvas, Perspective perspective, double clutter, RandomGenerator random) {
    Backdrop backdrop = new Backdrop(canvas, perspective, random);
    backdrop.paintSky(clutter);
    backdrop.paintGround(clutter);
    backdrop.paintBuildings(clutter);
    backdrop.paintTrees(clutter);
  }

  private void paintSky(double clutter) {
    Color zenith =
        Color.ofHue(0.58, random.nextDouble(0.05, 0.6), random.nextDouble(0.45, 0.9))
            .varied(random, 0.05);
    Color low = zenith.mix(Color.grey(0.92), random.nextDouble(0.3, 0.9));
    int bottom = (int) Math.ceil(perspective.horizon());
    double scale = 5.0 / canvas.width();
    for (int y = 0; y < Math.min(bottom, canvas.height()); y++) {
      Color row = zenith.mix(low, y / perspective.horizon());
      for (int x = 0; x < canvas.width(); x++) {
        double cloud = clutter * Math.max(0, texture.at(scale * x, 2.5 * scale * y));
        canvas.pixel(x, y, row.mix(Color.grey(0.95), Math.min(0.8, cloud)));
      }
    }
  }

  private void paintGround(double clutter) {
    Color ground =
        Color.ofHue(
            random.nextDouble(0.05, 0.35), random.nextDouble(0.35), random.nextDouble(0.25, 0.7));
    double roughness = 0.08 + clutter * random.nextDouble(0.1, 0.45);
    boolean paved = random.nextDouble() < clutter * 0.6;
    double center = canvas.width() * random.nextDouble();
    for (int y = (int) Math.max(0, Math.ceil(perspective.horizon())); y < canvas.height(); y++) {
      double size = perspective.headSize(y + 0.5);
      double away = 60 / size;
      for (int x = 0; x < canvas.width(); x++) {
        double across = (x - center) / size;
        double shade = 1 + roughness * texture.at(0.7 * across, 2 * away);
        if (paved && (isJoint(across / 2, size) || isJoint(away, size / 3))) {
          shade *= 0.7;
        }
        canvas.pixel(x, y, ground.times(shade));
      }
    }
  }

  private static boolean isJoint(double position, double pixelsPerUnit) {
    double within = position - Math.floor(position);
    return within * 2 * pixelsPerUnit < 1.2;
  }

  private void paintBuildings(double clutter) {
    int count = (int) Math.round(clutter * random.nextDouble(2, 8));
    for (int i = 0; i < count; i++) {
      double width = canvas.width() * random.nextDouble(0.08, 0.3);
      double left = random.nextDouble(-0.5 * width, canvas.width() - 0.5 * width);
      double top = perspective.horizon() * random.nextDouble(0.05, 0.85);
      double foot = perspective.horizon() + 3 * perspective.smallest();
      Color wall =
          Color.ofHue(
              random.nextDouble(0.15), random.nextDouble(0.4), random.nextDouble(0.25, 0.8));
      canvas.rectangle(left, top, left + width, foot, wall);
      paintWindows(left, top, left + width, foot, wall);
    }
  }

  private void paintWindows(double left, double top, double right, double bottom, Color wall) {
    double step = Math.max(5, (right - left) / random.nextInt(3, 10));
    Color glass = wall.times(random.nextDouble(0.3, 0.7)).mix(new Color(0.3f, 0.4f, 0.5f), 0.4);
    for (double y = top + 0.4 * step; y + 0.6 * step < bottom; y += step) {
      for (double x = left + 0.25 * step; x + 0.6 * step < right; x += step) {
        double lit = random.nextDouble(0.7, 1.3);
        canvas.rectangle(x, y, x + 0.5 * step, y + 0.6 * step, glass.times(lit));
      }
    }
  }

  private void paintTrees(double clutter) {
    int count = (int) Math.round(clutter * random.nextDouble(0, 6));
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble(canvas.width());
      double foot = perspective.horizon() + perspective.smallest() * random.nextDouble(3, 8);
      double tall = perspective.smallest() * random.nextDouble(10, 25);
      double trunk = 0.04 * tall;
      Color bark = new Color(0.25f, 0.18f, 0.12f).varied(random, 0.04);
      canvas.rectangle(x - trunk, foot - tall, x + trunk, foot, bark);
      Color leaves =
          Color.ofHue(
              random.nextDouble(0.2, 0.38),
              random.nextDouble(0.4, 0.8),
              random.nextDouble(0.2, 0.5));
      for (int leaf = 0; leaf < 14; leaf++) {
        canvas.ball(
            x + tall * 0.16 * random.nextGaussian(),
            foot - tall * (0.85 + 0.16 * random.nextGaussian()),
            tall * random.nextDouble(0.06, 0.16),
            tall * random.nextDouble(0.05, 0.13),
            leaves.varied(random, 0.05));
      }
    }
  }
}
