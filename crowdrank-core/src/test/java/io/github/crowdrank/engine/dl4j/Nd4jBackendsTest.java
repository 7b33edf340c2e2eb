package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Nd4jBackendsTest {
  @TempDir private Path folder;

  /** Runs in a JVM of its own, whose class path lacks something. */
  static final class WithoutBackend {
    private WithoutBackend() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          Dl4jEngine.create();
          System.out.println("RESULT no exception");
        } catch (EngineException e) {
          System.out.println("RESULT " + e.getMessage());
        }
      }
    }
  }

  @Test
  void the_backend_on_the_class_path_is_found() {
    assertThat(Nd4jBackends.require()).isEqualTo("CpuBackend");
  }

  @Test
  void without_a_backend_one_sentence_names_the_artefact_to_add() throws Exception {
    assertExplained(path -> !path.contains("nd4j-native"));
  }

  @Test
  void without_its_native_library_one_sentence_names_the_artefact_to_add() throws Exception {
    assertExplained(path -> !path.matches(".*nd4j-native-1[^/]*(linux|windows|macosx)[^/]*"));
  }

  private void assertExplained(Predicate<String> kept) throws Exception {
    assertThat(ChildJvm.results(ChildJvm.run(folder, WithoutBackend.class, kept, List.of())))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("ND4J has no working backend here: add")
                    .containsPattern(
                        "org\\.nd4j:nd4j-native:1\\.0\\.0-M2\\.1:(linux|windows|macosx)-"));
  }
}
