package io.github.crowdrank;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture, in cells of the network's output, and what limits where windows on it may
 * lie. A window of {@code n} cells sees what the whole picture would show but for its first {@code
 * before} and last {@code after} cells, and for those too at a border of the picture.
 *
 * @param length the padded picture
 * @param kept how many cells of the result are wanted; the others are padding
 * @param extra how many more cells the network returns than there are blocks of pixels; negative
 *     where its layers shrink a picture
 * @param step a window's length and place are multiples of it
 * @param before the halo before a window's cells
 * @param after the halo after them
 */
record TileAxis(int length, int kept, int extra, int step, int before, int after) {
  private static final long BEYOND_ANY_PICTURE = 1 << 29;

  /**
   * A window and what is taken from it.
   *
   * @param start its first cell in the picture
   * @param from the first cell of the picture's map taken from it
   * @param to the cell after the last one
   */
  record Span(int start, int from, int to) {}

  /** The shortest window that still has cells of its own, or the whole axis. */
  int smallestWindow() {
    return Math.min(length, halo() + step);
  }

  /** Both halos, rounded up so that windows advance by whole steps. */
  private int halo() {
    return roundUp((long) before + after);
  }

  private int roundUp(long cells) {
    return (int) Math.min((cells + step - 1) / step * step, BEYOND_ANY_PICTURE);
  }

  /** Every length for which no shorter window needs as few tiles, the longest first. */
  List<Integer> windows() {
    List<Integer> windows = new ArrayList<>();
    int last = 0;
    for (int tiles = 1; last != smallestWindow(); tiles++) {
      long even = (length + (tiles - 1L) * halo() + tiles - 1) / tiles;
      int window = Math.max(smallestWindow(), Math.min(length, roundUp(even)));
      if (window != last) {
        windows.add(window);
        last = window;
      }
    }
    return windows;
  }

  /** How many windows of this length cover the axis. */
  int tiles(int window) {
    return window == length ? 1 : 1 + (length - window - 1) / (window - halo()) + 1;
  }

  /** Windows of this length in order; each cell is taken from the first one that shows it. */
  List<Span> spans(int window) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (int start = 0; from < kept; start = Math.min(start + window - halo(), length - window)) {
      boolean isLast = start + window == length;
      int to = Math.min(kept, isLast ? length + extra : start + window - after);
      if (to > from) {
        spans.add(new Span(start, from, to));
        from = to;
      }
    }
    return spans;
  }
}
