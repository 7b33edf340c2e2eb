package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneDnnTest {
  @TempDir private Path folder;

  /** Runs in a JVM of its own, whose class path lacks something. */
  static final class SmallerClassPath {
    private SmallerClassPath() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          NetworkSpec spec = MobileNetV1.counter();
          var weights = WeightInitializer.heNormal().initialize(spec, new SplittableRandom(1));
          try (InferenceNetwork network = OneDnnEngine.create().compile(spec, weights)) {
            System.out.println("RESULT " + network.forward(FeatureMaps.zeros(1, 3, 32, 32)));
          }
        } catch (EngineException e) {
          System.out.println("RESULT " + e.getMessage());
        }
      }
    }
  }

  @Test
  void counting_needs_neither_nd4j_nor_deeplearning4j() throws Exception {
    assertThat(results(path -> !path.contains("nd4j") && !path.contains("deeplearning4j")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).isEqualTo("RESULT FeatureMaps[1x1x4x4]"));
  }

  @Test
  void without_its_native_library_one_sentence_names_the_artefacts_to_add() throws Exception {
    assertThat(results(path -> !path.matches(".*dnnl-2[^/]*(linux|windows|macosx)[^/]*")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("oneDNN has no native library here: add")
                    .containsPattern(
                        "org\\.bytedeco:dnnl:2\\.5\\.2-1\\.5\\.7:(linux|windows|macosx)-"));
  }

  @Test
  void without_its_bindings_one_sentence_names_the_artefact_to_add() throws Exception {
    assertThat(results(path -> !path.contains("bytedeco")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("add org.bytedeco:dnnl:2.5.2-1.5.7"));
  }

  @Test
  void natives_that_cannot_be_unpacked_are_not_said_to_be_missing() throws Exception {
    String nowhere = Files.createFile(folder.resolve("file")).resolve("folder").toString();
    List<String> options =
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir=" + nowhere,
            "-Duser.home=" + nowhere,
            "-Djava.io.tmpdir=" + nowhere);
    assertThat(
            ChildJvm.results(ChildJvm.run(folder, SmallerClassPath.class, path -> true, options)))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("is on the class path but does not load: ")
                    .contains("Could not create the cache")
                    .contains("org.bytedeco.javacpp.cachedir")
                    .doesNotContain("add org.bytedeco"));
  }

  private List<String> results(Predicate<String> kept) throws IOException, InterruptedException {
    return ChildJvm.results(ChildJvm.run(folder, SmallerClassPath.class, kept, List.of()));
  }
}
