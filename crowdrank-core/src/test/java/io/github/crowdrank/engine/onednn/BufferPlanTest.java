package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPlanTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void values_needed_at_the_same_step_do_not_share_memory(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OneDnn.require();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int first = random.nextInt(40);
      values.add(value(random.nextInt(1, 5000), first, first + random.nextInt(10)));
    }
    long end = BufferPlan.place(values);

    for (Value a : values) {
      assertThat(a.offset() % BufferPlan.ALIGNMENT).isZero();
      assertThat(a.offset() + a.bytes()).isLessThanOrEqualTo(end);
      for (Value b : values) {
        if (a != b && a.overlaps(b)) {
          assertThat(a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset())
              .isTrue();
        }
      }
    }
  }

  @Test
  void a_chain_of_equal_values_takes_turns_in_two_places() {
    OneDnn.require();
    List<Value> chain = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      chain.add(value(1024, i, i + 1));
    }
    assertThat(BufferPlan.place(chain)).isEqualTo(2 * 4096);
  }

  private static Value value(int floats, int first, int last) {
    Value value = Value.planned(Layouts.plain(floats));
    value.touch(first);
    value.touch(last);
    return value;
  }
}
