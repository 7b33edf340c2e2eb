package io.github.crowdrank.zone;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The zones of all pictures of one size and place, such as the frames of one camera. They may
 * overlap and need not cover the picture. Immutable.
 */
public final class Zones {
  private final int width;
  private final int height;
  private final List<Zone> all;
  private final Optional<GroundPlane> ground;
  private final List<OptionalDouble> squareMetres;

  private Zones(int width, int height, List<Zone> all, Optional<GroundPlane> ground) {
    this.width = width;
    this.height = height;
    this.all = List.copyOf(all);
    this.ground = ground;
    requireSize(width, height);
    Set<String> names = new HashSet<>();
    for (Zone zone : all) {
      if (!names.add(zone.name())) {
        throw new IllegalArgumentException("there are two zones \"" + zone.name() + "\"");
      }
      requireInside(zone, width, height);
      requireGroundForAlarm(zone);
    }
    this.squareMetres = this.all.stream().map(this::groundArea).toList();
  }

  /**
   * Zones of which nobody knows where they lie on the ground.
   *
   * @param width of the pictures, in pixels
   * @param height of the pictures, in pixels
   * @throws IllegalArgumentException if a side is not positive, two zones have one name, one
   *     reaches outside the picture or is a mask of another size, or has an alarm by square metres;
   *     the message names the zone and the point
   */
  public static Zones of(int width, int height, List<Zone> all) {
    return new Zones(width, height, all, Optional.empty());
  }

  /**
   * The same zones on the ground.
   *
   * @throws IllegalArgumentException as {@link #of}, or if the horizon crosses a zone
   */
  public static Zones onGround(int width, int height, List<Zone> all, GroundPlane ground) {
    return new Zones(width, height, all, Optional.of(ground));
  }

  static void requireSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "zones are of pictures of 1x1 pixels or more but were of " + width + "x" + height);
    }
  }

  static void requireInside(Zone zone, int width, int height) {
    if (zone.shape() instanceof MaskShape mask) {
      if (mask.width() != width || mask.height() != height) {
        throw new IllegalArgumentException(
            "zone \"%s\": its mask is %dx%d but the pictures are %dx%d"
                .formatted(zone.name(), mask.width(), mask.height(), width, height));
      }
      return;
    }
    OrientedRings.of(zone.shape())
        .flatMap(ring -> ring.points().stream())
        .filter(it -> it.x() < 0 || it.y() < 0 || it.x() > width || it.y() > height)
        .findFirst()
        .ifPresent(
            point -> {
              throw new IllegalArgumentException(
                  "zone \"%s\": the point %s lies outside the picture of %dx%d pixels"
                      .formatted(zone.name(), point, width, height));
            });
  }

  private void requireGroundForAlarm(Zone zone) {
    boolean needed =
        zone.alarm()
            .filter(it -> it.quantity() == AlarmQuantity.PERSONS_PER_SQUARE_METRE)
            .isPresent();
    if (needed && ground.isEmpty()) {
      throw new IllegalArgumentException(
          "zone \"%s\": an alarm by persons per square metre needs a ground plane"
              .formatted(zone.name()));
    }
  }

  private OptionalDouble groundArea(Zone zone) {
    if (ground.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(ground.get().squareMetres(zone.shape()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "zone \"%s\": %s".formatted(zone.name(), e.getMessage()), e);
    }
  }

  /** Width of the pictures in pixels. */
  public int width() {
    return width;
  }

  /** Height of the pictures in pixels. */
  public int height() {
    return height;
  }

  /** All zones, in the order they were given. */
  public List<Zone> all() {
    return all;
  }

  /** Where the picture lies on the ground, if that is known. */
  public Optional<GroundPlane> ground() {
    return ground;
  }

  /** The area of a zone on the ground, by its place in {@link #all}. */
  OptionalDouble squareMetres(int zone) {
    return squareMetres.get(zone);
  }
}
