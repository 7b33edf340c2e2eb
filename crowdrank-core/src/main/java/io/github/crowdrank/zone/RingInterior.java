package io.github.crowdrank.zone;

import java.util.List;

/**
 * The inside of a ring, for many questions whether a point lies in it: its edges and its bounding
 * box are worked out once.
 */
final class RingInterior {
  private final List<Edge> edges;
  private final Box box;

  private RingInterior(List<Edge> edges, Box box) {
    this.edges = edges;
    this.box = box;
  }

  static RingInterior of(Ring ring) {
    return new RingInterior(ring.edges(), Box.around(ring.points()));
  }

  /** Outside it lies nothing of the inside. */
  Box box() {
    return box;
  }

  /** Whether a point lies inside; one on the line itself may be either. */
  boolean holds(PlanePoint point) {
    if (!box.holds(point)) {
      return false;
    }
    boolean inside = false;
    for (Edge edge : edges) {
      inside ^= edge.crossesRayFrom(point);
    }
    return inside;
  }
}
