package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A shape as closed lines whose signed areas add up to its own: outlines clockwise in the picture,
 * holes the other way round, and each run of a mask's pixels as a rectangle.
 */
final class OrientedRings {
  private OrientedRings() {}

  static Stream<Ring> of(ZoneShape shape) {
    if (shape instanceof PolygonShape several) {
      return several.polygons().stream().flatMap(OrientedRings::of);
    }
    return ((MaskShape) shape).runs();
  }

  private static Stream<Ring> of(Polygon polygon) {
    return Stream.concat(
        Stream.of(turned(polygon.outline(), true)),
        polygon.holes().stream().map(hole -> turned(hole, false)));
  }

  private static Ring turned(List<PlanePoint> points, boolean clockwise) {
    Ring ring = Ring.of("an outline", points);
    if (ring.signedArea() > 0 == clockwise) {
      return ring;
    }
    List<PlanePoint> reversed = new ArrayList<>(points);
    Collections.reverse(reversed);
    return Ring.of("an outline", reversed);
  }
}
