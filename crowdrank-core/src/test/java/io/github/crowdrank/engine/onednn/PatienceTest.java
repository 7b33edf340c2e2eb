package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a painted clock: work takes the times that were measured on quiet and on busy machines. */
class PatienceTest {
  private static final long SECOND = 1_000_000_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private long now;
  private Patience.Spin set = Patience.Spin.LONG;
  private final Patience patience = new Patience(() -> now, this::set);

  private boolean set(Patience.Spin spin) {
    set = spin;
    return true;
  }

  private static Patience.Task task() {
    return new Patience.Kind().task(1);
  }

  /** Times on a machine, for the two ways to wait, in nanoseconds. */
  private record Machine(double withLong, double withShort) {
    /** As measured for forward passes at 224x224: sleeping and waking costs on a quiet machine. */
    static Machine quiet(double scale) {
      return new Machine(3.7e6 * scale, 6.2e6 * scale);
    }

    static Machine busy(double scale) {
      return new Machine(100e6 * scale, 9e6 * scale);
    }
  }

  /** Work for some seconds, each piece up to a tenth slower than the fastest. */
  private double slowness(Machine machine, Patience.Task task, double seconds) {
    long end = now + (long) (seconds * SECOND);
    long start = now;
    int runs = 0;
    while (now < end) {
      patience.run(
          task,
          () -> {
            double time = set == Patience.Spin.LONG ? machine.withLong : machine.withShort;
            now += (long) (time * random.nextDouble(1, 1.1));
          });
      runs++;
    }
    return (double) (now - start) / runs / Math.min(machine.withLong, machine.withShort);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 50})
  void hardly_costs_anything_on_a_quiet_machine(double scale) {
    assertThat(slowness(Machine.quiet(scale), task(), 300)).isBetween(1.0, 1.1);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1.4", "1, 1.4", "50, 2"})
  void waits_briefly_on_a_busy_machine(double scale, double most) {
    Patience.Task task = task();
    slowness(Machine.quiet(scale), task, 10);
    assertThat(slowness(Machine.busy(scale), task, 300)).isLessThan(most);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
  }

  @Test
  void finds_out_on_a_machine_that_was_never_quiet() {
    assertThat(slowness(Machine.busy(1), task(), 60)).isLessThan(1.6);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
  }

  @Test
  void returns_when_the_machine_is_quiet_again() {
    Patience.Task task = task();
    slowness(Machine.busy(1), task, 30);
    slowness(Machine.quiet(1), task, 61);
    assertThat(slowness(Machine.quiet(1), task, 60)).isLessThan(1.1);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  @Test
  @DisplayName("small and large work in turn do not look like a change of the machine")
  void tells_tasks_apart() {
    Patience.Task small = task();
    Patience.Task large = task();
    int changes = 0;
    for (int i = 0; i < 2_000; i++) {
      Patience.Spin before = set;
      patience.run(small, () -> now += 4_000_000);
      patience.run(large, () -> now += 400_000_000);
      changes += before == set ? 0 : 1;
    }
    assertThat(changes).isLessThan(50);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  /** Work of a new size every time, as with a folder of pictures. */
  private double slownessOfFolder(Machine machine, Patience.Kind kind, int pictures) {
    long start = now;
    double least = 0;
    for (int i = 0; i < pictures; i++) {
      double size = Math.exp(random.nextDouble(Math.log(0.2), Math.log(60)));
      least += size * Math.min(machine.withLong, machine.withShort);
      patience.run(
          kind.task((long) (size * 50_000)),
          () -> {
            double time = set == Patience.Spin.LONG ? machine.withLong : machine.withShort;
            // Small pictures cost more per pixel.
            now += (long) (time * (size + 0.1) * random.nextDouble(1, 1.1));
          });
    }
    return (now - start) / least;
  }

  @ParameterizedTest(name = "quiet before: {0}")
  @ValueSource(booleans = {true, false})
  void waits_briefly_on_a_busy_machine_where_every_picture_has_another_size(boolean quietBefore) {
    Patience.Kind forward = new Patience.Kind();
    if (quietBefore) {
      slownessOfFolder(Machine.quiet(1), forward, 100);
    }
    slownessOfFolder(Machine.busy(1), forward, 60);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
    assertThat(slownessOfFolder(Machine.busy(1), forward, 300)).isLessThan(2);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
  }

  @Test
  void hardly_costs_anything_on_a_quiet_machine_where_every_picture_has_another_size() {
    assertThat(slownessOfFolder(Machine.quiet(1), new Patience.Kind(), 3000)).isLessThan(1.15);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  @Test
  void stays_with_long_spinning_where_nothing_else_works() {
    int[] tried = {0};
    Patience helpless =
        new Patience(
            () -> now,
            spin -> {
              tried[0]++;
              return false;
            });
    Patience.Task task = task();
    for (int i = 0; i < 1000; i++) {
      helpless.run(task, () -> now += random.nextLong(SECOND / 100, SECOND));
    }
    assertThat(tried[0]).isEqualTo(1);
  }
}
