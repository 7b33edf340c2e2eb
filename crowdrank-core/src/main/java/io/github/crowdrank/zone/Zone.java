package io.github.crowdrank.zone;

import java.util.Optional;

/**
 * A named part of a picture.
 *
 * @param name not blank
 * @param shape where it is
 * @param alarm when there are too many people in it, if anybody wants to know
 */
public record Zone(String name, ZoneShape shape, Optional<AlarmRule> alarm) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public Zone {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a zone has a name but it was \"" + name + "\"");
    }
  }

  /** A zone without an alarm. */
  public static Zone of(String name, ZoneShape shape) {
    return new Zone(name, shape, Optional.empty());
  }

  /** A zone of one polygon, without an alarm. */
  public static Zone of(String name, Polygon polygon) {
    return of(name, PolygonShape.of(polygon));
  }

  /** The same zone with another alarm. */
  public Zone withAlarm(AlarmRule rule) {
    return new Zone(name, shape, Optional.of(rule));
  }
}
