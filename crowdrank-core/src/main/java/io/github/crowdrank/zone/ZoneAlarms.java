package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alarms of all zones after a number of pictures. Immutable; pictures are given to it in the
 * order they were taken.
 *
 * <pre>{@code
 * ZoneAlarms alarms = ZoneAlarms.of(zones);
 * for (DensityMap density : frames) {
 *   alarms = alarms.next(counter.count(density));
 *   alarms.changes().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class ZoneAlarms {
  private final Map<String, Alarm> byZone;
  private final List<AlarmChange> changes;

  private ZoneAlarms(Map<String, Alarm> byZone, List<AlarmChange> changes) {
    this.byZone = byZone;
    this.changes = List.copyOf(changes);
  }

  /** The alarms of those zones that have one, none raised. */
  public static ZoneAlarms of(Zones zones) {
    Map<String, Alarm> byZone = new LinkedHashMap<>();
    for (Zone zone : zones.all()) {
      zone.alarm().ifPresent(rule -> byZone.put(zone.name(), Alarm.quiet(rule)));
    }
    return new ZoneAlarms(byZone, List.of());
  }

  /**
   * The alarms after one more picture.
   *
   * @param counts of all zones, from {@link ZoneCounter#count}; those of zones without an alarm do
   *     not matter
   */
  public ZoneAlarms next(List<ZoneCount> counts) {
    Map<String, Alarm> next = new LinkedHashMap<>(byZone);
    List<AlarmChange> changed = new ArrayList<>();
    for (ZoneCount count : counts) {
      Alarm before = byZone.get(count.zone());
      if (before != null) {
        AlarmQuantity quantity = before.rule().quantity();
        Alarm after = before.next(quantity.of(count));
        next.put(count.zone(), after);
        if (after.raised() != before.raised()) {
          changed.add(new AlarmChange(count.zone(), after.raised(), quantity, quantity.of(count)));
        }
      }
    }
    return new ZoneAlarms(next, changed);
  }

  /** What the last picture raised and cleared. */
  public List<AlarmChange> changes() {
    return changes;
  }

  /** The names of the zones whose alarm is raised, in their order. */
  public List<String> raised() {
    return byZone.entrySet().stream()
        .filter(it -> it.getValue().raised())
        .map(Map.Entry::getKey)
        .toList();
  }
}
