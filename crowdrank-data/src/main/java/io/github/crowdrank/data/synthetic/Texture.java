package io.github.crowdrank.data.synthetic;

import java.util.random.RandomGenerator;

/** Smooth random patterns in the plane: value noise in three octaves, -1 to 1. */
final class Texture {
  private static final int SIDE = 64;
  private final float[] lattice = new float[SIDE * SIDE];

  Texture(RandomGenerator random) {
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = 2 * random.nextFloat() - 1;
    }
  }

  /** The pattern at a point; features are about one unit, a half and a quarter wide. */
  double at(double x, double y) {
    return 0.57 * smooth(x, y)
        + 0.29 * smooth(2 * x + 17, 2 * y)
        + 0.14 * smooth(4 * x, 4 * y + 29);
  }

  private double smooth(double x, double y) {
    double left = Math.floor(x);
    double top = Math.floor(y);
    double right = ease(x - left);
    double down = ease(y - top);
    int column = Math.floorMod((long) left, SIDE);
    int row = Math.floorMod((long) top, SIDE);
    int nextColumn = (column + 1) % SIDE;
    int nextRow = (row + 1) % SIDE;
    double upper = between(value(column, row), value(nextColumn, row), right);
    double lower = between(value(column, nextRow), value(nextColumn, nextRow), right);
    return between(upper, lower, down);
  }

  private float value(int column, int row) {
    return lattice[row * SIDE + column];
  }

  private static double between(double a, double b, double share) {
    return a + share * (b - a);
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
