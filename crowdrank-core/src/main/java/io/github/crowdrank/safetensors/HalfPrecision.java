package io.github.crowdrank.safetensors;

/** Conversion between IEEE 754 half and single precision; Java 17 has none. */
final class HalfPrecision {
  private HalfPrecision() {}

  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
  }

  /** Rounds to nearest, ties to even; what is too large becomes infinite. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Below the smallest normal half: a multiple of 2^-24, and rint rounds ties to even.
      return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
    }
    int toEven = 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((magnitude - 0x38000000 + toEven) >>> 13));
  }
}
