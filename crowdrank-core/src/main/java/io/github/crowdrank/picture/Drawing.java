package io.github.crowdrank.picture;

import java.util.List;

/**
 * What a picture consists of, whether it becomes pixels or SVG. White where nothing is drawn.
 *
 * @param marks later ones over earlier ones
 */
record Drawing(int width, int height, List<Mark> marks) {
  /** Copies the list. */
  Drawing {
    marks = List.copyOf(marks);
  }
}
