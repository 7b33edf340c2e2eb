package io.github.crowdrank.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the side of a labelled patch is drawn between its bounds; the paper does not say. It is drawn
 * as a real number and rounded, so the bounds themselves come up half as often as one would think.
 */
public enum PatchSideLaw {
  /** Every ratio of sides is as likely: 56 to 112 as often as 224 to 448. */
  LOG_UNIFORM {
    @Override
    double draw(int least, int most, RandomGenerator random) {
      return least * Math.pow((double) most / least, random.nextDouble());
    }
  },
  /** Every length is as likely. */
  UNIFORM {
    @Override
    double draw(int least, int most, RandomGenerator random) {
      return least + (most - least) * random.nextDouble();
    }
  },
  /** One of 56, 112, 224 and 448 pixels that lies between the bounds. */
  DISCRETE {
    @Override
    double draw(int least, int most, RandomGenerator random) {
      List<Integer> sides = discreteSides(least, most);
      return sides.get(random.nextInt(sides.size()));
    }
  };

  abstract double draw(int least, int most, RandomGenerator random);

  static List<Integer> discreteSides(int least, int most) {
    return List.of(56, 112, 224, 448).stream()
        .filter(side -> side >= least && side <= most)
        .toList();
  }
}
