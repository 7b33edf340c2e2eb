package io.github.crowdrank.zone;

import java.util.OptionalDouble;

/**
 * How many people are in a zone.
 *
 * @param zone its name
 * @param count estimated number of people; not rounded
 * @param squareMetres its area on the ground, positive, if that is known
 */
public record ZoneCount(String zone, double count, OptionalDouble squareMetres) {
  /** People per square metre of ground, if its area is known. */
  public OptionalDouble personsPerSquareMetre() {
    return squareMetres.isPresent()
        ? OptionalDouble.of(count / squareMetres.getAsDouble())
        : OptionalDouble.empty();
  }
}
