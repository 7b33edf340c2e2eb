package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A week of a camera of 25 frames a second that fails every hour, in seconds: time passes as fast
 * as frames are read.
 */
@Timeout(300)
class StreamSoakTest {
  private static final int FRAMES_PER_SECOND = 25;
  private static final int HOURS = 7 * 24;
  private static final Frame.Content PICTURE = new Frame.Pixels(Brightness.grey(8, 8, 200));

  /** An hour of frames, and a failure; after a week the end. */
  private static final class Week implements FrameSource {
    private final FakeTime time;
    private final boolean live;
    private final AtomicLong frames = new AtomicLong();
    private int hours;

    Week(FakeTime time, boolean live) {
      this.time = time;
      this.live = live;
    }

    @Override
    public boolean live() {
      return live;
    }

    @Override
    public boolean endless() {
      return hours < HOURS;
    }

    @Override
    public FrameReader open() {
      hours++;
      return new FrameReader() {
        private int left = 3600 * FRAMES_PER_SECOND;

        @Override
        public Frame next() throws IOException {
          if (left-- == 0) {
            throw new IOException("the hour is over");
          }
          frames.incrementAndGet();
          time.pass(Duration.ofMillis(1000 / FRAMES_PER_SECOND));
          return new Frame(time.now(), PICTURE);
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Every frame that is to be counted is, or is said to be dropped, and nothing has grown. */
  private static void soak(boolean live) {
    FakeTime time = new FakeTime();
    Week week = new Week(time, live);
    long counted = 0;
    long failures = 0;
    Held early = null;
    StreamCount last = null;
    try (CrowdCounter counter = Brightness.counter();
        CrowdStream stream =
            CrowdStream.builder(counter, week)
                .sampling(Sampling.perSecond(1 / 300.0))
                .smoothing(Duration.ofMinutes(1))
                .random(new SplittableRandom(7))
                .time(time)
                .build()) {
      for (StreamCount result : stream) {
        counted += result.estimate() == null ? 0 : 1;
        failures += result.problem() == null ? 0 : 1;
        if (early == null && week.frames.get() > 20 * 3600 * FRAMES_PER_SECOND) {
          early = Held.now();
        }
        last = result;
      }
      Objects.requireNonNull(last);
      Objects.requireNonNull(early);
      Held late = Held.now();

      assertThat(week.frames).hasValue((long) HOURS * 3600 * FRAMES_PER_SECOND);
      assertThat(last.reconnects()).isEqualTo(HOURS - 1);
      // One frame in five minutes; a failure may move the next one by as much.
      assertThat(counted + last.dropped()).isBetween(HOURS * 11L, HOURS * 13L);
      assertThat(failures).isBetween(1L, (long) HOURS);
      assertThat(last.smoothed()).isFinite();
      assertThat(late.bytes() - early.bytes()).isLessThan(2L << 20);
      assertThat(late.natives() - early.natives()).isLessThanOrEqualTo(0);
      assertThat(late.threads()).isLessThanOrEqualTo(early.threads());
      if (!live) {
        assertThat(last.dropped()).isZero();
        assertThat(failures).isEqualTo(HOURS);
      }
    }
  }

  @Test
  void a_week_of_a_recording_holds_no_more_in_the_end_than_after_a_day() {
    soak(false);
  }

  @Test
  void a_week_of_a_camera_that_is_faster_than_the_counter_does_neither() {
    soak(true);
  }
}
