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
  private final Patience patience = new Patience(() -> now, spin -> set = spin);

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
    assertThat(slowness(Machine.quiet(scale), new Patience.Task(), 300)).isBetween(1.0, 1.1);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1.4", "1, 1.4", "50, 2"})
  void waits_briefly_on_a_busy_machine(double scale, double most) {
    Patience.Task task = new Patience.Task();
    slowness(Machine.quiet(scale), task, 10);
    assertThat(slowness(Machine.busy(scale), task, 300)).isLessThan(most);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
  }

  @Test
  void finds_out_on_a_machine_that_was_never_quiet() {
    assertThat(slowness(Machine.busy(1), new Patience.Task(), 60)).isLessThan(1.6);
    assertThat(set).isEqualTo(Patience.Spin.SHORT);
  }

  @Test
  void returns_when_the_machine_is_quiet_again() {
    Patience.Task task = new Patience.Task();
    slowness(Machine.busy(1), task, 30);
    slowness(Machine.quiet(1), task, 61);
    assertThat(slowness(Machine.quiet(1), task, 60)).isLessThan(1.1);
    assertThat(set).isEqualTo(Patience.Spin.LONG);
  }

  @Test
  @DisplayName("small and large work in turn do not look like a change of the machine")
  void tells_tasks_apart() {
    Patience.Task small = new Patience.Task();
    Patience.Task large = new Patience.Task();
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
}
