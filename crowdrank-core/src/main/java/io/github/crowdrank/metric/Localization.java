package io.github.crowdrank.metric;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;

/**
 * How a density map is judged by where its heads are: its peaks are paired with annotated heads one
 * to one, as many as possible, each pair no farther apart than a radius.
 *
 * <p>NWPU-Crowd takes the radius of a head from its box. Where heads are points, papers use fixed
 * ones, 4 and 8 pixels on ShanghaiTech.
 *
 * @param peaks how points are found
 * @param radius greatest distance of a point from its head in pixels, the distance itself included,
 *     more than 0
 * @see <a href="https://doi.org/10.1109/TPAMI.2020.3013269">Wang et al., NWPU-Crowd, TPAMI 2021</a>
 */
public record Localization(DensityPeaks peaks, double radius) {
  /**
   * Checks the radius.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Localization {
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a radius is more than 0 pixels but was " + radius);
    }
  }

  /** The default peaks within 8 pixels. */
  public static Localization standard() {
    return new Localization(DensityPeaks.standard(), 8);
  }

  /**
   * Judges the map of one image.
   *
   * @param density people per cell
   * @param grid where the cells lie in the image
   * @param heads the true heads, in pixels
   * @throws IllegalArgumentException if the grid does not fit the map
   */
  public LocalizationCounts judge(DensityMap density, CellGrid grid, List<HeadPoint> heads) {
    return judge(peaks.of(density, grid), heads);
  }

  /** Judges points, however they were found. */
  public LocalizationCounts judge(List<HeadPoint> points, List<HeadPoint> heads) {
    int found = MaximumMatching.size(NearPairs.within(radius, points, heads), heads.size());
    return new LocalizationCounts(found, points.size() - found, heads.size() - found);
  }
}
