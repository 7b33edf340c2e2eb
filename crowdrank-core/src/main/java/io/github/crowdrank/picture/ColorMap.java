package io.github.crowdrank.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Colours for values from 0 to 1 whose brightness rises evenly, so that colour-blind people and
 * grey print show the same order. 256 steps each, as matplotlib publishes them.
 */
public enum ColorMap {
  /** Dark violet through green to yellow (S. van der Walt and N. Smith, 2015, CC0). */
  VIRIDIS,

  /**
   * Dark blue through grey to yellow, made to look nearly alike with and without red-green
   * blindness (J. Nuñez, C. Anderton and R. Renslow, "Optimizing colormaps with consideration for
   * color vision deficiency", PLOS ONE 13(7), 2018).
   */
  CIVIDIS,

  /** Black through red and orange to pale yellow (S. van der Walt and N. Smith, 2015, CC0). */
  INFERNO;

  private static final int CHARACTERS = "rrggbb ".length();

  private final String colors = read(name().toLowerCase(Locale.ROOT) + ".txt");

  private static String read(String resource) {
    try (InputStream in = ColorMap.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The colour {@code 0xRRGGBB} of a value in 0..1; values beyond are clipped, NaN is 0. */
  public int rgb(double value) {
    int start = CHARACTERS * (int) Math.round(255 * Math.min(1, Math.max(0, value)));
    return Integer.parseInt(colors, start, start + CHARACTERS - 1, 16);
  }
}
