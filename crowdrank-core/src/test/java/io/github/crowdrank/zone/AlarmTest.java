package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmTest {
  private static AlarmRule rule(double raiseAt, double clearBelow, int consecutive) {
    return new AlarmRule(AlarmQuantity.PERSONS, raiseAt, clearBelow, consecutive);
  }

  private static List<Boolean> states(AlarmRule rule, double... values) {
    List<Boolean> states = new ArrayList<>();
    Alarm alarm = Alarm.quiet(rule);
    for (double value : values) {
      alarm = alarm.next(value);
      states.add(alarm.raised());
    }
    return states;
  }

  @Test
  void between_the_thresholds_an_alarm_stays_as_it_is() {
    assertThat(states(rule(10, 7, 1), 9.9, 10, 9, 7, 6.9, 7, 9.9, 10))
        .containsExactly(false, true, true, true, false, false, false, true);
  }

  @Test
  void it_takes_values_in_a_row_to_raise_and_to_clear() {
    assertThat(states(rule(10, 7, 2), 11, 6, 11, 11, 6, 8, 6, 6))
        .containsExactly(false, false, false, true, true, true, true, false);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** The state is whatever the latest row of enough values that agree said. */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void the_state_is_what_the_latest_full_row_said(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int row = 1 + random.nextInt(3);
    double[] values = random.doubles(200, 0, 12).toArray();

    List<Boolean> states = states(rule(8, 4, row), values);

    for (int i = 0; i < values.length; i++) {
      boolean expected = false;
      for (int end = i; end >= row - 1; end--) {
        boolean allHigh = true;
        boolean allLow = true;
        for (int j = end - row + 1; j <= end; j++) {
          allHigh &= values[j] >= 8;
          allLow &= values[j] < 4;
        }
        if (allHigh || allLow) {
          expected = allHigh;
          break;
        }
      }
      assertThat(states.get(i)).as("after value %d", i).isEqualTo(expected);
    }
  }

  @Test
  void wrong_rules_and_values_are_refused() {
    assertThatThrownBy(() -> rule(5, 6, 1))
        .hasMessageContaining("cleared below 6.0 and raised at 5.0");
    assertThatThrownBy(() -> rule(5, 0, 1)).hasMessageContaining("positive");
    assertThatThrownBy(() -> rule(Double.NaN, 1, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> rule(5, 4, 0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> Alarm.quiet(rule(5, 4, 1)).next(Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Alarm(rule(5, 4, 2), false, 2)).hasMessageContaining("0 to 1");
  }

  @Test
  void the_alarms_of_zones_tell_what_changed() {
    Polygon anywhere = Polygon.of(0, 0, 9, 0, 9, 9);
    Zones zones =
        Zones.of(
            10,
            10,
            List.of(
                Zone.of("watched", anywhere).withAlarm(rule(10, 7, 1)),
                Zone.of("other", anywhere)));

    ZoneAlarms first = ZoneAlarms.of(zones).next(counts(12, 99));
    ZoneAlarms second = first.next(counts(8, 99));
    ZoneAlarms third = second.next(counts(2, 99));

    assertThat(first.changes())
        .containsExactly(new AlarmChange("watched", true, AlarmQuantity.PERSONS, 12));
    assertThat(first.raised()).containsExactly("watched");
    assertThat(second.changes()).isEmpty();
    assertThat(second.raised()).containsExactly("watched");
    assertThat(third.changes())
        .containsExactly(new AlarmChange("watched", false, AlarmQuantity.PERSONS, 2));
    assertThat(third.raised()).isEmpty();
  }

  private static List<ZoneCount> counts(double watched, double other) {
    return List.of(
        new ZoneCount("watched", watched, OptionalDouble.empty()),
        new ZoneCount("other", other, OptionalDouble.empty()));
  }

  @Test
  void an_alarm_by_area_needs_the_ground() {
    AlarmRule byArea = new AlarmRule(AlarmQuantity.PERSONS_PER_SQUARE_METRE, 4, 3, 1);
    Zone zone = Zone.of("stage", Polygon.of(0, 0, 9, 0, 9, 9)).withAlarm(byArea);

    assertThatThrownBy(() -> Zones.of(10, 10, List.of(zone)))
        .hasMessageContaining("zone \"stage\"")
        .hasMessageContaining("ground plane");
    assertThat(byArea.quantity().of(new ZoneCount("stage", 6, OptionalDouble.of(1.5))))
        .isEqualTo(4);
  }
}
