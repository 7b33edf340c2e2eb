package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What has been read of a file, so that none names an image twice or fills the memory. */
final class Tally {
  static final int MOST_POINTS_OF_A_FILE = 2_000_000;
  private static final int MOST_IMAGES = 200_000;
  private static final int LONGEST_NAME = 255;

  private final Map<String, String> images = new HashMap<>();
  private int points;

  /**
   * Takes note of an image.
   *
   * @param where it is named
   */
  void image(String name, String where) throws IOException {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IOException(
          "%s is \"%s\" but should be an image's name of 1 to %d characters"
              .formatted(where, Numbers.shown(name), LONGEST_NAME));
    }
    if (images.size() == MOST_IMAGES) {
      throw new IOException(
          "%s is one image too many: at most %d are read from a file"
              .formatted(where, MOST_IMAGES));
    }
    String twin = images.putIfAbsent(name, where);
    if (twin != null) {
      throw new IOException(
          "%s is \"%s\", which is named before: %s".formatted(where, Numbers.shown(name), twin));
    }
  }

  /**
   * Adds a point to those of an image.
   *
   * @param where it stands
   */
  void add(List<HeadPoint> heads, double x, double y, Supplier<String> where) throws IOException {
    if (heads.size() == AnnotationReader.MOST_POINTS) {
      throw new IOException(
          "%s is one point too many: at most %d of an image are read"
              .formatted(where.get(), AnnotationReader.MOST_POINTS));
    }
    if (points++ == MOST_POINTS_OF_A_FILE) {
      throw new IOException(
          "%s is one point too many: at most %d of a file are read"
              .formatted(where.get(), MOST_POINTS_OF_A_FILE));
    }
    heads.add(new HeadPoint(x, y));
  }
}
