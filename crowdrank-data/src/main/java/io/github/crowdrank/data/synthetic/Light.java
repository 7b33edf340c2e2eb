package io.github.crowdrank.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * Where light comes from and how much there is.
 *
 * @param x how far to the right of things it stands, -1 to 1
 * @param y how far above them, negative upwards as pixels go
 * @param contrast how much brighter the lit side is than the middle, as a fraction
 * @param brightness factor on the whole picture
 * @param tint factor per channel on the whole picture
 * @param noise standard deviation of the grain, in fractions of white
 */
record Light(double x, double y, double contrast, double brightness, Color tint, double noise) {
  static Light draw(RandomGenerator random) {
    double warmth = random.nextDouble(-0.08, 0.08);
    return new Light(
        random.nextDouble(-0.9, 0.9),
        -random.nextDouble(0.4, 1.0),
        random.nextDouble(0.1, 0.45),
        random.nextDouble(0.65, 1.2),
        new Color((float) (1 + warmth), 1, (float) (1 - warmth)),
        random.nextDouble(0.005, 0.025));
  }
}
