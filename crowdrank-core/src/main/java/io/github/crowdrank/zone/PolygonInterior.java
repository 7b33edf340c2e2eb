package io.github.crowdrank.zone;

import java.util.List;

/** The inside of a polygon without its holes, for many questions whether a point lies in it. */
final class PolygonInterior {
  private final RingInterior outline;
  private final List<RingInterior> holes;

  private PolygonInterior(RingInterior outline, List<RingInterior> holes) {
    this.outline = outline;
    this.holes = holes;
  }

  static PolygonInterior of(Polygon polygon) {
    return new PolygonInterior(
        RingInterior.of(Ring.of("the outline", polygon.outline())),
        polygon.holes().stream().map(hole -> RingInterior.of(Ring.of("a hole", hole))).toList());
  }

  /** Outside it lies nothing of the inside. */
  Box box() {
    return outline.box();
  }

  /** Whether a point lies inside; one on an outline may be either. */
  boolean holds(PlanePoint point) {
    return outline.holds(point) && holes.stream().noneMatch(hole -> hole.holds(point));
  }
}
