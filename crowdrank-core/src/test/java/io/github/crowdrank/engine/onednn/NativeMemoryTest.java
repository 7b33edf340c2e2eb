package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.FeatureMaps;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's memory beside the limits that JavaCPP sets for all programs. */
class NativeMemoryTest {
  private static final int HEIGHT = 1536;
  private static final int WIDTH = 2048;

  @TempDir private Path folder;

  /** Computes in a small heap and says how many bytes that took outside. */
  static final class SmallHeap {
    private SmallHeap() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      CrowdModel model = BundledModel.COMPACT.load();
      try (InferenceNetwork network =
          OneDnnEngine.create().compile(model.network(), model.weights())) {
        for (int i = 0; i < 2; i++) {
          int height = HEIGHT - 64 * i;
          FeatureMaps output = network.forward(FeatureMaps.zeros(1, 3, height, WIDTH));
          System.out.println(
              "RESULT %d with %d".formatted(output.height(), network.forwardBytes(height, WIDTH)));
        }
      } catch (EngineException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  /** Asks for the engine twice and says whether it was memory that was short. */
  static final class AskedTwice {
    private AskedTwice() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println("RESULT " + OneDnnEngine.create().name());
        } catch (EngineException e) {
          System.out.println("RESULT lack of memory: " + e.isLackOfMemory());
        }
      }
    }
  }

  @Test
  void memory_that_was_short_at_the_first_use_may_be_there_at_the_next() throws Exception {
    assertThat(run(AskedTwice.class, "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1m"))
        .hasSize(2)
        .containsOnly("RESULT lack of memory: true");
  }

  @Test
  void a_buffer_may_be_larger_than_the_heap() throws Exception {
    List<String> results = run("-Xmx96m");
    assertThat(results).hasSize(2);
    assertThat(results.get(0)).startsWith("RESULT " + HEIGHT / 8 + " with ");
    assertThat(Long.parseLong(results.get(0).replaceAll(".* with ", ""))).isGreaterThan(96L << 20);
  }

  @Test
  void where_javacpp_refuses_everything_one_sentence_says_what_to_set() throws Exception {
    assertThat(run("-Dorg.bytedeco.javacpp.maxPhysicalBytes=1m"))
        .singleElement()
        .asString()
        .contains("not enough memory")
        .contains("org.bytedeco.javacpp.maxPhysicalBytes");
  }

  @Test
  void beyond_javacpps_limit_older_programs_make_room() throws Exception {
    assertThat(run("-Xmx96m", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=400m")).hasSize(2);
  }

  private List<String> run(String... options) throws Exception {
    return run(SmallHeap.class, options);
  }

  private List<String> run(Class<?> program, String... options) throws Exception {
    return ChildJvm.results(ChildJvm.run(folder, program, path -> true, List.of(options)));
  }

  @Test
  void a_block_that_the_system_does_not_have_is_an_error_and_no_crash() {
    OneDnn.call(
        () -> {
          try (NativeScope scope = new NativeScope()) {
            assertThatThrownBy(() -> scope.allocate(1L << 60)).isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> ClearErrors.of("here", () -> scope.allocate(1L << 60)))
                .isInstanceOfSatisfying(
                    EngineException.class, e -> assertThat(e.isLackOfMemory()).isTrue())
                .hasMessageContaining("here: not enough memory");
            assertThat(scope.allocateFloats(3).capacity()).isEqualTo(3);
          }
        });
  }

  @Test
  void an_error_of_onednn_says_where_it_happened() {
    OneDnn.require();
    assertThatThrownBy(
            () -> OneDnn.call(() -> ClearErrors.of("here", () -> Layouts.plain(-1, 1, 1, 1))))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.isLackOfMemory()).isFalse())
        .hasMessageContaining("here: oneDNN failed: ");
  }
}
