package io.github.crowdrank.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * A round thing that is not a head.
 *
 * @param x centre
 * @param y centre
 * @param size diameter in pixels
 */
record Distractor(Kind kind, double depth, double x, double y, double size, Color color)
    implements Figure {
  /** What it is. */
  enum Kind {
    BALLOON,
    LAMP,
    STONE,
    WHEEL,
    BALL
  }

  /** One that stands where a head of {@code headSize} pixels at {@code (x, y)} would. */
  static Distractor draw(double x, double y, double headSize, RandomGenerator random) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    double hue = random.nextDouble();
    return switch (kind) {
      case BALLOON ->
          new Distractor(
              kind,
              y,
              x,
              y - headSize * random.nextDouble(1, 4),
              headSize * random.nextDouble(0.9, 1.7),
              Color.ofHue(hue, random.nextDouble(0.6, 0.95), random.nextDouble(0.6, 1)));
      case LAMP ->
          new Distractor(
              kind,
              y,
              x,
              y - headSize * random.nextDouble(3, 5),
              headSize * random.nextDouble(0.7, 1.2),
              Color.ofHue(0.13, random.nextDouble(0.3), random.nextDouble(0.9, 1.2)));
      case STONE ->
          new Distractor(
              kind,
              y,
              x,
              y + headSize * random.nextDouble(1, 6),
              headSize * random.nextDouble(0.6, 1.4),
              Color.grey(random.nextDouble(0.25, 0.6)).varied(random, 0.05));
      case WHEEL ->
          new Distractor(
              kind,
              y,
              x,
              y + headSize * random.nextDouble(3, 5),
              headSize * random.nextDouble(1.5, 2.6),
              Color.grey(random.nextDouble(0.04, 0.15)));
      case BALL ->
          new Distractor(
              kind,
              y,
              x,
              y + headSize * random.nextDouble(0, 6),
              headSize * random.nextDouble(0.7, 1.2),
              Color.ofHue(hue, random.nextDouble(0.9), random.nextDouble(0.4, 1)));
    };
  }

  @Override
  public void paint(Canvas canvas) {
    double radius = size / 2;
    switch (kind) {
      case BALLOON -> {
        canvas.rectangle(x - 0.4, y + radius, x + 0.4, y + 3 * radius, Color.grey(0.8), 0.6);
        canvas.ball(x, y, 0.85 * radius, radius, color);
        canvas.spot(x - 0.3 * radius, y - 0.4 * radius, 0.2 * radius, 0.2 * radius, SHINE, 0.7);
      }
      case LAMP -> {
        double half = 0.12 * radius;
        canvas.rectangle(x - half, y, x + half, y + 16 * radius, Color.grey(0.2));
        canvas.spot(x, y, 1.8 * radius, 1.8 * radius, color, 0.25);
        canvas.ball(x, y, radius, radius, color);
      }
      case STONE -> {
        canvas.spot(x, y + 0.7 * radius, 1.2 * radius, 0.4 * radius, Color.grey(0.05), 0.4);
        canvas.ball(x, y, radius, 0.75 * radius, color);
      }
      case WHEEL -> {
        canvas.ball(x, y, radius, radius, color);
        canvas.ball(x, y, 0.62 * radius, 0.62 * radius, Color.grey(0.55));
        canvas.ball(x, y, 0.2 * radius, 0.2 * radius, color);
      }
      case BALL -> {
        canvas.spot(x, y + 0.9 * radius, 1.1 * radius, 0.3 * radius, Color.grey(0.05), 0.4);
        canvas.ball(x, y, radius, radius, color);
      }
    }
  }

  private static final Color SHINE = Color.grey(1);
}
