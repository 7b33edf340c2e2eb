package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.FeatureMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdleTeamTest {
  private static final Path THREADS = Path.of("/proc/self/task");

  @BeforeAll
  static void loadOneDnn() {
    OneDnn.require();
  }

  @Test
  void its_threads_end_with_it() throws IOException {
    assumeTrue(Files.isDirectory(THREADS), "this system does not list a process's threads");
    new IdleTeam().close();
    long before = threads();
    for (int i = 0; i < 50; i++) {
      new IdleTeam().close();
    }
    // The virtual machine may start a thread of its own meanwhile.
    assertThat(threads()).isLessThan(before + 25);
  }

  private static long threads() throws IOException {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads.count();
    }
  }

  @Test
  void does_not_change_a_bit_of_any_result() {
    CrowdModel model = BundledModel.COMPACT.load();
    FeatureMaps picture = FeatureMaps.zeros(1, 3, 224, 320);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = (float) random.nextDouble(-1, 1);
    }
    try (InferenceNetwork network =
        OneDnnEngine.create().compile(model.network(), model.weights())) {
      float[] alone = network.forward(picture).values();
      IdleTeam team = new IdleTeam();
      float[] beside = network.forward(picture).values();
      team.close();
      assertThat(beside).isEqualTo(alone);
    }
  }

  @Test
  void where_no_more_threads_are_to_be_had_the_engine_goes_on_without_it() {
    SpinSetting setting =
        new SpinSetting(
            () -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    assertThat(setting.test(Patience.Spin.SHORT)).isFalse();
    assertThat(setting.test(Patience.Spin.LONG)).isTrue();
  }
}
