package io.github.crowdrank.zone;

/** What an alarm looks at. */
public enum AlarmQuantity {
  /** People in the zone. */
  PERSONS,
  /** People per square metre of ground. */
  PERSONS_PER_SQUARE_METRE;

  /**
   * Its value in a zone.
   *
   * @throws java.util.NoSuchElementException if the zone's area on the ground is needed and not
   *     known
   */
  public double of(ZoneCount count) {
    return this == PERSONS ? count.count() : count.personsPerSquareMetre().orElseThrow();
  }
}
