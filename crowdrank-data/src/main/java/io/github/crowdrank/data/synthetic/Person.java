package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.density.HeadPoint;
import java.util.random.RandomGenerator;

/**
 * A person: head, hair or hat, shoulders, arms and legs.
 *
 * @param mark who painted the head's pixels, from 1 on
 * @param x centre of the head
 * @param y centre of the head
 * @param size height of the head in pixels
 * @param hairline how much of the head is hair: 0 none, 1 all (seen from behind)
 */
record Person(
    int mark,
    double x,
    double y,
    double size,
    double hairline,
    double lean,
    double build,
    boolean hat,
    Color skin,
    Color hair,
    Color shirt,
    Color trousers)
    implements Figure {
  private static final Color LIGHT_SKIN = new Color(0.93f, 0.76f, 0.65f);
  private static final Color DARK_SKIN = new Color(0.36f, 0.24f, 0.17f);
  private static final Color BLACK_HAIR = new Color(0.07f, 0.06f, 0.06f);
  private static final Color FAIR_HAIR = new Color(0.66f, 0.52f, 0.33f);
  private static final Color GREY_HAIR = Color.grey(0.7);

  static Person draw(int mark, double x, double y, double size, RandomGenerator random) {
    boolean fromBehind = random.nextDouble() < 0.4;
    boolean hat = random.nextDouble() < 0.12;
    return new Person(
        mark,
        x,
        y,
        size * random.nextDouble(0.9, 1.1),
        fromBehind ? 1 : random.nextDouble(0.15, 0.5),
        random.nextDouble(-0.15, 0.15),
        random.nextDouble(0.85, 1.15),
        hat,
        LIGHT_SKIN.mix(DARK_SKIN, StrictMath.pow(random.nextDouble(), 1.5)).varied(random, 0.04),
        drawHair(random, hat),
        drawCloth(random, 0.75),
        drawCloth(random, 0.3));
  }

  private static Color drawHair(RandomGenerator random, boolean hat) {
    if (hat) {
      return Color.ofHue(random.nextDouble(), random.nextDouble(0.8), random.nextDouble(0.2, 0.95));
    }
    Color natural = BLACK_HAIR.mix(FAIR_HAIR, StrictMath.pow(random.nextDouble(), 3));
    return random.nextDouble() < 0.1 ? GREY_HAIR.varied(random, 0.1) : natural.varied(random, 0.03);
  }

  private static Color drawCloth(RandomGenerator random, double brightest) {
    double value = 0.08 + (brightest + 0.1) * StrictMath.pow(random.nextDouble(), 1.4);
    return Color.ofHue(random.nextDouble(), 0.75 * StrictMath.pow(random.nextDouble(), 2.5), value);
  }

  @Override
  public double depth() {
    return y;
  }

  HeadPoint head() {
    return new HeadPoint(x, y);
  }

  @Override
  public void paint(Canvas canvas) {
    canvas.paintAs(0);
    paintBody(canvas);
    canvas.paintAs(mark);
    paintHead(canvas);
    canvas.paintAs(0);
  }

  private void paintBody(Canvas canvas) {
    double bodyX = x + lean * size;
    double hips = y + 3.4 * size;
    double feet = y + 6.2 * size;
    double wide = build * size;
    canvas.spot(bodyX + 0.4 * size, feet, 1.3 * wide, 0.35 * size, Color.grey(0.05), 0.35);
    canvas.ball(bodyX - 0.36 * wide, (hips + feet) / 2, 0.34 * wide, 1.55 * size, trousers);
    canvas.ball(bodyX + 0.36 * wide, (hips + feet) / 2, 0.34 * wide, 1.55 * size, trousers);
    Color sleeve = shirt.times(0.85);
    canvas.ball(bodyX - 0.98 * wide, y + 2.1 * size, 0.26 * wide, 1.35 * size, sleeve);
    canvas.ball(bodyX + 0.98 * wide, y + 2.1 * size, 0.26 * wide, 1.35 * size, sleeve);
    canvas.ball(bodyX, y + 2.2 * size, 0.86 * wide, 1.6 * size, shirt);
    canvas.ballBelow(bodyX, y + 1.25 * size, 1.1 * wide, 0.6 * size, 0, shirt);
  }

  private void paintHead(Canvas canvas) {
    double radiusX = 0.4 * size;
    double radiusY = 0.5 * size;
    canvas.rectangle(x - 0.17 * size, y, x + 0.17 * size, y + 0.72 * size, skin.times(0.75));
    canvas.ball(x, y, radiusX, radiusY, hair);
    if (hairline < 1) {
      double top = y - radiusY + 2 * radiusY * hairline;
      canvas.ballBelow(x, y + 0.04 * size, 0.36 * size, 0.47 * size, top, skin);
      paintFace(canvas);
    }
    if (hat) {
      canvas.ball(x, y - 0.22 * size, 0.62 * size, 0.13 * size, hair.times(0.8));
    }
  }

  private void paintFace(Canvas canvas) {
    Color shade = skin.times(0.45);
    canvas.spot(x - 0.15 * size, y + 0.02 * size, 0.07 * size, 0.05 * size, shade, 0.8);
    canvas.spot(x + 0.15 * size, y + 0.02 * size, 0.07 * size, 0.05 * size, shade, 0.8);
    canvas.spot(x, y + 0.28 * size, 0.13 * size, 0.04 * size, shade, 0.6);
  }
}
