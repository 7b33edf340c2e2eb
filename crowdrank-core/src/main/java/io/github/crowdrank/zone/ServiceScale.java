package io.github.crowdrank.zone;

/**
 * The levels of service of J. J. Fruin, "Designing for Pedestrians: A Level-of-Service Concept",
 * Highway Research Record 355 (1971), and "Pedestrian Planning and Design" (1971): how much room a
 * person has. His bounds are whole square feet per person; in persons per square metre:
 *
 * <pre>
 *           A below  B below  C below  D below  E below  F
 * walkway   0.31     0.43     0.72     1.08     2.15     from there on
 * queuing   0.83     1.08     1.54     3.59     5.38     from there on
 * </pre>
 */
public enum ServiceScale {
  /** People who walk: 35, 25, 15, 10 and 5 square feet for each. */
  WALKWAY(35, 25, 15, 10, 5),
  /** People who stand and wait: 13, 10, 7, 3 and 2 square feet for each. */
  QUEUING(13, 10, 7, 3, 2);

  private static final double SQUARE_METRES_PER_SQUARE_FOOT = 0.3048 * 0.3048;

  /** Square feet a person has at a level, and more. */
  private final int a;

  private final int b;
  private final int c;
  private final int d;
  private final int e;

  ServiceScale(int a, int b, int c, int d, int e) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.e = e;
  }

  /**
   * The level of a crowd.
   *
   * @param personsPerSquareMetre a negative one, which networks may estimate for empty places, is
   *     level A
   * @throws IllegalArgumentException if it is no number
   */
  public ServiceLevel level(double personsPerSquareMetre) {
    if (Double.isNaN(personsPerSquareMetre)) {
      throw new IllegalArgumentException("persons per square metre are a number but were NaN");
    }
    double squareFeet = 1 / (Math.max(0, personsPerSquareMetre) * SQUARE_METRES_PER_SQUARE_FOOT);
    if (squareFeet > a) {
      return ServiceLevel.A;
    }
    if (squareFeet > b) {
      return ServiceLevel.B;
    }
    if (squareFeet > c) {
      return ServiceLevel.C;
    }
    if (squareFeet > d) {
      return ServiceLevel.D;
    }
    return squareFeet > e ? ServiceLevel.E : ServiceLevel.F;
  }
}
