package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TilingTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** Cells 0 to 99 in windows of 30 with halos of 3 and 4: each window has 23 of its own. */
  @Test
  void windows_take_over_from_each_other_where_their_halos_end() {
    TileAxis axis = new TileAxis(100, 100, 0, 1, 3, 4);

    assertThat(axis.smallestWindow()).isEqualTo(8);
    assertThat(axis.tiles(30)).isEqualTo(5);
    assertThat(axis.spans(30))
        .containsExactly(
            new TileAxis.Span(0, 0, 26),
            new TileAxis.Span(23, 26, 49),
            new TileAxis.Span(46, 49, 72),
            new TileAxis.Span(69, 72, 95),
            new TileAxis.Span(70, 95, 100));
    assertThat(axis.spans(100)).containsExactly(new TileAxis.Span(0, 0, 100));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void every_cell_is_taken_once_from_a_window_that_shows_all_it_sees(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int step = random.nextInt(1, 4);
    int length = step * random.nextInt(1, 80);
    int extra = random.nextInt(-Math.min(3, length - 1), 3);
    int kept = Math.max(1, length + extra - random.nextInt(step));
    TileAxis axis = new TileAxis(length, kept, extra, step, random.nextInt(12), random.nextInt(12));

    List<Integer> windows = axis.windows();
    assertThat(windows.get(0)).isEqualTo(length);
    assertThat(windows).last().isEqualTo(axis.smallestWindow());
    for (int window : windows) {
      assertThat(window % step).isZero();
      int next = 0;
      for (TileAxis.Span span : axis.spans(window)) {
        assertThat(span.from()).isEqualTo(next).isLessThan(span.to());
        next = span.to();
        assertThat(span.start() % step).isZero();
        assertThat(span.start()).isBetween(0, length - window);
        assertThat(span.start() == 0 || span.from() >= span.start() + axis.before()).isTrue();
        boolean atEnd = span.start() + window == length;
        assertThat(atEnd || span.to() <= span.start() + window - axis.after()).isTrue();
      }
      assertThat(next).isEqualTo(kept);
      assertThat(axis.spans(window)).hasSizeLessThanOrEqualTo(axis.tiles(window));
    }
  }
}
