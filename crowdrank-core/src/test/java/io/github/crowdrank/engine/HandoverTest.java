package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HandoverTest {
  /** Held throughout, as by the thread that runs it. */
  private final List<Handover<Integer>> tasks = new ArrayList<>();

  /** Work that holds a batch. */
  private static Supplier<Integer> lengthOf(float[] batch) {
    return () -> batch.length;
  }

  private static Supplier<Integer> failing(float[] batch) {
    return () -> {
      throw new IllegalStateException(batch.length + " values");
    };
  }

  /** Leaves the batch to a task alone. */
  private WeakReference<float[]> handOver(Function<float[], Supplier<Integer>> work) {
    float[] batch = new float[1000];
    tasks.add(new Handover<>(work.apply(batch)));
    return new WeakReference<>(batch);
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    return reference.get() == null;
  }

  @Test
  void the_batch_is_free_although_the_task_is_still_held() {
    WeakReference<float[]> batch = handOver(HandoverTest::lengthOf);

    assertThat(isCollected(batch)).as("before it is done").isFalse();
    assertThat(tasks.get(0).get()).isEqualTo(1000);

    assertThat(isCollected(batch)).as("when it is done").isTrue();
  }

  @Test
  void so_it_is_when_the_work_fails() {
    WeakReference<float[]> batch = handOver(HandoverTest::failing);

    assertThatThrownBy(tasks.get(0)::get).hasMessage("1000 values");

    assertThat(isCollected(batch)).isTrue();
  }
}
