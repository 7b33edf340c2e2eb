package io.github.crowdrank.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HalfPrecisionTest {
  /** Value of a half by the definition of IEEE 754. */
  private static double definition(int half) {
    int exponent = half >> 10 & 31;
    int fraction = half & 1023;
    double sign = half < 0x8000 ? 1 : -1;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.pow(2, -24)
        : sign * (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
  }

  @Test
  void every_half_has_the_value_of_its_definition() {
    for (int half = 0; half < 1 << 16; half++) {
      Double value = (double) HalfPrecision.toFloat((short) half);
      assertThat(value).as("half %x", half).isEqualTo((Double) definition(half));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void every_number_of_sixteen_bits_survives_a_round_trip(NumberFormat format) {
    ByteBuffer buffer = ByteBuffer.allocate(2);
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = format.get(buffer.clear().putShort((short) bits).flip());
      format.put(buffer.clear(), value);
      if (Float.isNaN(value)) {
        assertThat(format.get(buffer.flip())).as("bits %x", bits).isNaN();
      } else {
        assertThat(buffer.flip().getShort()).as("bits %x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void between_two_halves_the_nearer_is_taken_and_of_two_equally_near_the_even() {
    for (int half = 0; half < 0x7bff; half++) {
      double below = definition(half);
      double above = definition(half + 1);
      float middle = (float) ((below + above) / 2);
      int even = half % 2 == 0 ? half : half + 1;
      assertThat(HalfPrecision.toHalf(middle)).isEqualTo((short) even);
      assertThat(HalfPrecision.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(HalfPrecision.toHalf(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(HalfPrecision.toHalf(Math.nextUp(middle))).isEqualTo((short) (half + 1));
    }
  }

  @Test
  void what_no_half_can_hold_becomes_infinite_and_nan_stays_nan() {
    assertThat(HalfPrecision.toHalf(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(HalfPrecision.toHalf(65520)).isEqualTo((short) 0x7c00);
    assertThat(HalfPrecision.toHalf(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
    assertThat(HalfPrecision.toHalf(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(HalfPrecision.toFloat(HalfPrecision.toHalf(Float.NaN))).isNaN();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void bfloats_round_to_nearest_even(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer buffer = ByteBuffer.allocate(2);
    for (int i = 0; i < 10_000; i++) {
      int bits = random.nextInt() & 0xfeffffff;
      float value = Float.intBitsToFloat(bits);
      NumberFormat.BF16.put(buffer.clear(), value);
      float rounded = NumberFormat.BF16.get(buffer.flip());
      float down = Float.intBitsToFloat(bits & 0xffff0000);
      float up = Float.intBitsToFloat((bits & 0xffff0000) + 0x10000);
      double toDown = Math.abs((double) value - down);
      double toUp = Math.abs((double) up - value);
      boolean isDownEven = (bits >> 16 & 1) == 0;
      float expected = toDown < toUp || (toDown == toUp && isDownEven) ? down : up;
      assertThat(rounded).as("bits %x", bits).isEqualTo(expected);
    }
  }

  @Test
  void a_nan_stays_a_nan_as_a_bfloat() {
    ByteBuffer buffer = ByteBuffer.allocate(2);
    for (int bits : new int[] {0x7f800001, 0x7fffffff, 0xff800001, 0xffffffff, 0x7fc00000}) {
      NumberFormat.BF16.put(buffer.clear(), Float.intBitsToFloat(bits));
      assertThat(NumberFormat.BF16.get(buffer.flip())).as("bits %x", bits).isNaN();
    }
  }
}
