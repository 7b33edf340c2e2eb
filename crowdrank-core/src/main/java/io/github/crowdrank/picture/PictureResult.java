package io.github.crowdrank.picture;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.zone.ZoneCount;
import java.util.List;

/** What became of one picture, for a {@link ResultPage}. */
public sealed interface PictureResult {
  /** What the picture is called. */
  String name();

  /**
   * It was counted.
   *
   * @param photograph the picture
   * @param density its density, in cells from its upper left corner on
   * @param stride side of a cell in pixels, 1 or more
   * @param zones its counts in the zones of the page, in their order; empty if the page has none
   * @param warnings what was odd about it
   */
  record Counted(
      String name,
      RgbImage photograph,
      DensityMap density,
      int stride,
      List<ZoneCount> zones,
      List<String> warnings)
      implements PictureResult {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the stride is not positive, or the map has not the {@code
     *     ceil(width / stride) x ceil(height / stride)} cells of the photograph; the message names
     *     the picture
     */
    public Counted {
      HeatMap.requireOf(name, photograph, density, stride);
      zones = List.copyOf(zones);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It could not be counted.
   *
   * @param reason for people
   */
  record Failed(String name, String reason) implements PictureResult {}
}
