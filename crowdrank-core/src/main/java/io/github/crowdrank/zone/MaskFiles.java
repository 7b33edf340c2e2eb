package io.github.crowdrank.zone;

import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The masks beside one {@link ZoneFile}. Each is decoded once, however many zones name it, and none
 * before its header says that it is as large as the pictures. What is wrong with one throws {@link
 * IllegalArgumentException} with what was found. For one thread.
 */
final class MaskFiles {
  /** Of all zones together: what is made of the masks takes time for each of them. */
  private static final long MOST_PIXELS = 500_000_000;

  private final ImageDecoder decoder = ImageDecoder.builder().opaque(true).build();
  private final Map<Path, MaskShape> read = new HashMap<>();
  private final Path zones;
  private final int width;
  private final int height;
  private long pixels;

  /**
   * Masks of one size.
   *
   * @param zones the file that names them
   */
  MaskFiles(Path zones, int width, int height) {
    this.zones = zones;
    this.width = width;
    this.height = height;
  }

  /** Nothing but what lies beside the file of the zones is opened on its word. */
  MaskShape mask(String name) throws IOException {
    Path file = zones.resolveSibling(beside(name));
    MaskShape before = read.get(file);
    if (before == null) {
      requireSize(decoder.bounds(file));
    }
    pixels += (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "the masks of a file have at most %d pixels together but there were %d or more"
              .formatted(MOST_PIXELS, pixels));
    }
    if (before != null) {
      return before;
    }
    MaskShape mask = MaskShape.of(decoder.decode(file).image());
    read.put(file, mask);
    return mask;
  }

  private static Path beside(String name) {
    Path relative;
    try {
      relative = Path.of(name).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("\"file\" is no path: \"" + name + "\"", e);
    }
    // On Windows, a path can have a root and not be absolute.
    if (relative.getRoot() != null || relative.startsWith("..") || relative.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "\"file\" has to lie beside the file of the zones but was \"" + name + "\"");
    }
    return relative;
  }

  private void requireSize(Region mask) {
    if (mask.width() != width || mask.height() != height) {
      throw new IllegalArgumentException(
          "its mask is %.0fx%.0f but the pictures are %dx%d"
              .formatted(mask.width(), mask.height(), width, height));
    }
  }
}
