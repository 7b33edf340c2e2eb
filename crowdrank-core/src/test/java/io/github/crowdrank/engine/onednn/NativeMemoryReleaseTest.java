package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What lies outside the heap, in JVMs of their own. */
class NativeMemoryReleaseTest {
  private static final long MIB = 1 << 20;

  /** The C library keeps what is freed in smaller pieces; so, it keeps little. */
  private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_MMAP_THRESHOLD_", "65536");

  @TempDir private Path folder;

  /** Networks for forward passes and for training, and what they hold. */
  private static final class Networks implements AutoCloseable {
    private static final NetworkSpec SPEC = MobileNetV1.counter();
    private static final Weights WEIGHTS = RandomNetworks.weights(SPEC, new SplittableRandom(1));
    private static final FeatureMaps BATCH =
        RandomNetworks.batch(2, 3, 256, 256, new SplittableRandom(2));
    private static final float[] GRADIENT = new float[SPEC.parameterCount()];
    private static final OneDnnEngine ENGINE = OneDnnEngine.create();

    private final InferenceNetwork inference = ENGINE.compile(SPEC, WEIGHTS);
    private final TrainingNetwork training = ENGINE.compileForTraining(SPEC, WEIGHTS);

    void run() {
      inference.forward(BATCH);
      training.backward(training.forward(BATCH), GRADIENT);
    }

    static void runAndClose() {
      try (Networks networks = new Networks()) {
        networks.run();
      }
    }

    static Networks runAndKeep() {
      Networks networks = new Networks();
      networks.run();
      return networks;
    }

    @Override
    public void close() {
      inference.close();
      training.close();
    }
  }

  /** What JavaCPP counts: its objects, without the buffers. */
  static final class Counted {
    private Counted() {}

    public static void main(String[] arguments) {
      Networks.runAndClose();
      long bytes = Pointer.totalBytes();
      long count = Pointer.totalCount();
      try (Networks networks = new Networks()) {
        networks.run();
        long heldBytes = Pointer.totalBytes();
        long heldCount = Pointer.totalCount();
        tell("objects-held", heldCount - count);
        for (int i = 0; i < 20; i++) {
          networks.run();
        }
        tell("bytes-of-calls", Pointer.totalBytes() - heldBytes);
        tell("objects-of-calls", Pointer.totalCount() - heldCount);
      }
      tell("bytes-after-close", Pointer.totalBytes() - bytes);
      tell("objects-after-close", Pointer.totalCount() - count);
    }
  }

  /** What the system counts, where JavaCPP leaves its objects to their owners. */
  static final class Resident {
    private Resident() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        Networks.runAndClose();
      }
      long before = Pointer.physicalBytes();
      for (int i = 0; i < 10; i++) {
        Networks.runAndClose();
      }
      tell("closed", Pointer.physicalBytes() - before);
      long held = keptAndForgotten() - before;
      tell("forgotten", held);
      for (int i = 0; i < 300 && Pointer.physicalBytes() - before > held / 4; i++) {
        System.gc();
        Thread.sleep(100);
      }
      tell("freed", Pointer.physicalBytes() - before);
    }

    /** All three are held when it is looked; the collector may come before they are forgotten. */
    private static long keptAndForgotten() {
      List<Networks> kept = Stream.generate(Networks::runAndKeep).limit(3).toList();
      try {
        return Pointer.physicalBytes();
      } finally {
        Reference.reachabilityFence(kept);
      }
    }
  }

  @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
  private static void tell(String name, long value) {
    System.out.println("RESULT " + name + " " + value);
  }

  private Map<String, Long> measured(Class<?> main, String... options) throws Exception {
    Map<String, Long> measured = new HashMap<>();
    String output = ChildJvm.run(folder, main, path -> true, List.of(options), ENVIRONMENT);
    for (String line : ChildJvm.results(output)) {
      String[] words = line.split(" ", -1);
      measured.put(words[1], Long.valueOf(words[2]));
    }
    return measured;
  }

  @Test
  void nothing_is_allocated_after_the_first_call_and_closing_frees_everything() throws Exception {
    Map<String, Long> measured = measured(Counted.class, "-Xmx1g");

    assertThat(measured.get("objects-held")).isGreaterThan(1_000);
    assertThat(measured.get("bytes-of-calls")).isZero();
    assertThat(measured.get("objects-of-calls")).isZero();
    assertThat(measured.get("bytes-after-close")).isZero();
    assertThat(measured.get("objects-after-close")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_is_closed_or_forgotten_goes_back_to_the_system() throws Exception {
    // The heap is resident from the start, so that it does not show.
    Map<String, Long> measured =
        measured(
            Resident.class,
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-Dorg.bytedeco.javacpp.maxbytes=4g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g");

    long forgotten = Objects.requireNonNull(measured.get("forgotten"));
    assertThat(forgotten).isGreaterThan(150 * MIB);
    assertThat(measured.get("closed")).isLessThan(forgotten / 4);
    assertThat(measured.get("freed")).isLessThan(forgotten / 4);
  }
}
