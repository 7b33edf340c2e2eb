package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up density maps over zones. The people of a cell are taken to be spread evenly over the part
 * of it that lies in the picture, and a zone gets the share of that part that it covers, by exact
 * area. Zones that divide the picture add up to the whole count, to 1e-9 of it. Immutable and safe
 * for use by many threads.
 */
public final class ZoneCounter {
  private final Zones zones;
  private final int stride;
  private final List<CellShares> shares;

  private ZoneCounter(Zones zones, int stride) {
    this.zones = zones;
    this.stride = stride;
    CellGrid grid = CellGrid.ofStride(zones.width(), zones.height(), stride);
    this.shares =
        zones.all().stream()
            .map(zone -> CellShares.of(zone.shape(), grid, zones.width(), zones.height()))
            .toList();
  }

  /**
   * Works out what the zones cover, once for all pictures.
   *
   * @param stride side of a cell of the density maps in pixels, 1 or more
   * @throws IllegalArgumentException if it is less, or pictures of the zones' size have more cells
   *     than an array can hold
   */
  public static ZoneCounter of(Zones zones, int stride) {
    return new ZoneCounter(zones, stride);
  }

  /**
   * Works out what the zones cover if they are for pictures of a density map's size. That is
   * compared first, for the work and the memory grow with the size, and a file of zones may claim
   * any.
   *
   * @param stride side of a cell of the density maps in pixels, 1 or more
   * @param density of the first picture
   * @throws IllegalArgumentException if the stride is less, and as {@link #count}
   */
  public static ZoneCounter of(Zones zones, int stride, DensityMap density) {
    if (stride >= 1) {
      requireSize(zones, stride, density);
    }
    return of(zones, stride);
  }

  private static void requireSize(Zones zones, int stride, DensityMap density) {
    int columns = (zones.width() - 1) / stride + 1;
    int rows = (zones.height() - 1) / stride + 1;
    if (density.width() != columns || density.height() != rows) {
      throw new IllegalArgumentException(
          "the zones are for pictures of %dx%d pixels, %dx%d cells of %d, but the density map has %dx%d"
              .formatted(
                  zones.width(),
                  zones.height(),
                  columns,
                  rows,
                  stride,
                  density.width(),
                  density.height()));
    }
  }

  /**
   * Counts the people in each zone.
   *
   * @param density of a picture of the zones' size, in cells of the stride from its upper left
   *     corner on
   * @return one count for each of {@link Zones#all}, in that order
   * @throws IllegalArgumentException if the map has more or fewer cells along a side than pictures
   *     of the zones' size; one that differs by less than a cell cannot be told
   */
  public List<ZoneCount> count(DensityMap density) {
    requireSize(zones, stride, density);
    List<ZoneCount> counts = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      counts.add(
          new ZoneCount(
              zones.all().get(i).name(), shares.get(i).sum(density), zones.squareMetres(i)));
    }
    return counts;
  }
}
