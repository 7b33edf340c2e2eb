package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.zone.AlarmChange;
import io.github.crowdrank.zone.ServiceScale;
import io.github.crowdrank.zone.ZoneAlarms;
import io.github.crowdrank.zone.ZoneCount;
import io.github.crowdrank.zone.ZoneCounter;
import io.github.crowdrank.zone.Zones;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Counts zones in one picture after the other and follows their alarms. */
final class ZoneFollower {
  private final Zones zones;
  private final ServiceScale scale;
  private @Nullable ZoneCounter counter;
  private ZoneAlarms alarms;

  ZoneFollower(Zones zones, ServiceScale scale) {
    this.zones = zones;
    this.scale = scale;
    this.alarms = ZoneAlarms.of(zones);
  }

  Zones zones() {
    return zones;
  }

  /**
   * Counts the zones of a picture whose size is known.
   *
   * @throws IOException if it is not that of the zones
   */
  List<ZoneCount> count(Path file, Region picture, CrowdEstimate estimate) throws IOException {
    if (picture.width() != zones.width() || picture.height() != zones.height()) {
      throw new IOException(
          "%s: the zones are for pictures of %dx%d pixels but this has %.0fx%.0f"
              .formatted(file, zones.width(), zones.height(), picture.width(), picture.height()));
    }
    return count(file, estimate);
  }

  /**
   * Counts the zones of a picture of which no more is known than its cells. All pictures come from
   * one network and so have one stride.
   *
   * @throws IOException if they are more or fewer than those of the zones
   */
  List<ZoneCount> count(Path file, CrowdEstimate estimate) throws IOException {
    try {
      if (counter == null) {
        counter = ZoneCounter.of(zones, estimate.stride(), estimate.density());
      }
      return counter.count(estimate.density());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The zones of a picture and what they raised and cleared, as fields beside its count; or a
   * problem, for the count is good without them.
   *
   * @param picture its size, null where no more is known than its cells
   */
  Map<String, @Nullable Object> fields(
      Path file, @Nullable Region picture, CrowdEstimate estimate) {
    try {
      List<ZoneCount> counts =
          picture == null ? count(file, estimate) : count(file, picture, estimate);
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("zones", counts.stream().map(this::json).toList());
      fields.put("alarms", follow(counts).stream().map(ZoneFollower::json).toList());
      return fields;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Map.of("problem", Problems.sentence(e));
    }
  }

  /** What the counts of one more picture raised and cleared. */
  List<AlarmChange> follow(List<ZoneCount> counts) {
    alarms = alarms.next(counts);
    return alarms.changes();
  }

  String line(ZoneCount zone) {
    String line = String.format(Locale.ROOT, "%8.1f    %s", zone.count(), zone.zone());
    OptionalDouble density = zone.personsPerSquareMetre();
    return density.isEmpty()
        ? line
        : String.format(
            Locale.ROOT,
            "%s, %.2f/m², level %s",
            line,
            density.getAsDouble(),
            scale.level(density.getAsDouble()));
  }

  static String line(AlarmChange change) {
    return String.format(
        Locale.ROOT,
        "          alarm %s: %s, %.2f %s",
        change.raised() ? "raised" : "cleared",
        change.zone(),
        change.value(),
        quantity(change));
  }

  private static String quantity(AlarmChange change) {
    return switch (change.quantity()) {
      case PERSONS -> "persons";
      case PERSONS_PER_SQUARE_METRE -> "personsPerSquareMetre";
    };
  }

  private Map<String, @Nullable Object> json(ZoneCount zone) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", zone.zone());
    fields.put("count", JsonLine.rounded(zone.count(), 3));
    OptionalDouble density = zone.personsPerSquareMetre();
    if (density.isPresent()) {
      fields.put("squareMetres", JsonLine.rounded(zone.squareMetres().orElseThrow(), 3));
      fields.put("personsPerSquareMetre", JsonLine.rounded(density.getAsDouble(), 4));
      fields.put("level", scale.level(density.getAsDouble()).name());
    }
    return fields;
  }

  private static Map<String, @Nullable Object> json(AlarmChange change) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("zone", change.zone());
    fields.put("raised", change.raised());
    fields.put("quantity", quantity(change));
    fields.put("value", JsonLine.rounded(change.value(), 4));
    return fields;
  }
}
