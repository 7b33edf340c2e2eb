package io.github.crowdrank.zone;

/**
 * A product of two differences, {@code fraction * 2^exponent}: rounded as doubles are, but never to
 * zero nor to infinity.
 *
 * @param fraction 0 if and only if the product is, else 1 to 2^104, with its sign
 */
record ScaledProduct(double fraction, int exponent) {
  /** Above three roundings of a difference of products (Shewchuk 1997, orient2d). */
  static final double ROUNDING = 4e-16;

  /** Of the least double above zero. */
  private static final int LEAST = -1074;

  /** {@code (a - b) * (c - d)} of finite numbers. */
  static ScaledProduct of(double a, double b, double c, double d) {
    ScaledProduct first = difference(a, b);
    ScaledProduct second = difference(c, d);
    return new ScaledProduct(first.fraction * second.fraction, first.exponent + second.exponent);
  }

  private static ScaledProduct difference(double a, double b) {
    double difference = a - b;
    return Double.isInfinite(difference) ? scaled(a / 2 - b / 2, 1) : scaled(difference, 0);
  }

  private static ScaledProduct scaled(double value, int exponent) {
    int own = Math.getExponent(value);
    if (own < Double.MIN_EXPONENT) {
      // Processors take many times as long to multiply numbers so small.
      long digits = Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
      return new ScaledProduct(Math.copySign((double) digits, value), LEAST + exponent);
    }
    return new ScaledProduct(Math.scalb(value, -own), own + exponent);
  }

  /** 1 if it is certainly more than another, -1 if certainly less, 0 if rounding may matter. */
  int clearlyAbove(ScaledProduct other) {
    if (fraction == 0 || other.fraction == 0) {
      return (int) Math.signum(fraction - other.fraction);
    }
    int common = Math.max(exponent, other.exponent);
    double one = Math.scalb(fraction, exponent - common);
    double two = Math.scalb(other.fraction, other.exponent - common);
    if (Math.abs(one - two) > ROUNDING * (Math.abs(one) + Math.abs(two))) {
      return one > two ? 1 : -1;
    }
    return 0;
  }
}
