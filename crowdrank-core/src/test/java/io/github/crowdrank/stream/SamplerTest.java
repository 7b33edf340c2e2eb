package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SamplerTest {
  private static Instant at(double seconds) {
    return Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
  }

  /** However the rates divide, 100 seconds give that many frames. */
  @ParameterizedTest
  @CsvSource({
    "25, 1, 100",
    "25, 10, 1000",
    "30, 4, 400",
    "29.97, 2, 200",
    "5, 25, 500",
    "1, 1, 100",
    "10, 0.1, 10"
  })
  void a_rate_is_kept_whatever_that_of_the_camera_is(double camera, double rate, long expected) {
    Sampler sampler = new Sampler(Sampling.perSecond(rate));
    long taken =
        LongStream.range(0, Math.round(100 * camera))
            .filter(i -> sampler.takes(at(i / camera)))
            .count();
    assertThat(taken).isBetween(expected - 1, expected + 1);
  }

  /** Their times are rounded, to microseconds in a video. */
  @ParameterizedTest
  @CsvSource({"6, 6", "7, 7", "30, 30", "29.97, 29.97", "60, 60", "240, 240", "6, 3"})
  void the_rate_of_the_source_or_a_part_of_it_leaves_out_none(double source, double rate) {
    int every = (int) Math.round(source / rate);
    for (double unit : new double[] {1e6, 1e9}) {
      Sampler sampler = new Sampler(Sampling.perSecond(rate));
      for (long i = 0; i < 20_000; i++) {
        Instant time = at(Math.round(i / source * unit) / unit);
        assertThat(sampler.takes(time)).as("frame %d", i).isEqualTo(i % every == 0);
      }
    }
  }

  @Test
  void rounding_does_not_make_up_for_the_highest_rate() {
    Sampler sampler = new Sampler(Sampling.perSecond(1e6));
    assertThat(sampler.takes(at(1))).isTrue();
    assertThat(sampler.takes(at(1))).isFalse();
    assertThat(sampler.takes(at(1.000001))).isTrue();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** In any stretch of n intervals there are at most n + 1, and a pause is not made up for. */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void uneven_frames_never_exceed_the_rate(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sampler sampler = new Sampler(Sampling.perSecond(2));
    double time = 0;
    double lastTaken = Double.NEGATIVE_INFINITY;
    double beforeLast = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 1000; i++) {
      time += random.nextInt(20) == 0 ? 10 * random.nextDouble() : 0.2 * random.nextDouble();
      if (sampler.takes(at(time))) {
        assertThat(time - beforeLast).isGreaterThan(0.5 - 1e-6);
        beforeLast = lastTaken;
        lastTaken = time;
      } else {
        assertThat(time - lastTaken).isLessThan(0.5 + 1e-6);
      }
    }
  }

  @Test
  void a_clock_that_is_set_back_does_not_stop_it() {
    Sampler sampler = new Sampler(Sampling.perSecond(1));
    assertThat(sampler.takes(at(1_000_000))).isTrue();
    assertThat(sampler.takes(at(5))).isTrue();
    assertThat(sampler.takes(at(5.5))).isFalse();
    assertThat(sampler.takes(at(6))).isTrue();
  }

  @Test
  void every_nth_begins_with_the_first() {
    Sampler sampler = new Sampler(Sampling.everyNth(4));
    assertThat(LongStream.range(0, 10).filter(i -> sampler.takes(at(0))))
        .containsExactly(0L, 4L, 8L);
  }
}
