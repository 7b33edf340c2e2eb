package io.github.crowdrank.engine.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineContract;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutomaticEngineTest extends EngineContract {
  private static final NetworkSpec SPEC = RandomNetworks.everyKind();
  private static final Weights WEIGHTS = RandomNetworks.weights(SPEC, new SplittableRandom(1));

  private static final AutomaticEngine ENGINE = AutomaticEngine.create();

  @TempDir private Path folder;

  @Override
  protected Engine engine() {
    return ENGINE;
  }

  /** An engine that is there but can compute nothing. */
  private static final class Powerless implements Engine {
    @Override
    public String name() {
      return "powerless";
    }

    @Override
    public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
      throw new EngineException("it has no power");
    }

    @Override
    public TrainingNetwork compileForTraining(
        NetworkSpec spec, Weights weights, Set<String> frozen) {
      throw new EngineException("it has no power");
    }
  }

  private static Engine missing(String name) {
    throw new EngineException(name + " is missing: add " + name + ".jar");
  }

  private static Engine neverAsked() {
    throw new AssertionError("the second engine is not needed");
  }

  @Test
  void the_preferred_engine_computes_and_the_other_is_not_touched() {
    AutomaticEngine engine =
        AutomaticEngine.choose(OneDnnEngine::create, AutomaticEngineTest::neverAsked);

    assertThat(engine.name()).startsWith("oneDNN 2.5.2").endsWith(" convolutions");
    try (InferenceNetwork network = engine.compile(SPEC, WEIGHTS);
        TrainingNetwork training = engine.compileForTraining(SPEC, WEIGHTS)) {
      assertThat(network.describe()).startsWith("oneDNN 2.5.2");
      assertThat(training.spec()).isEqualTo(SPEC);
      assertThat(training.arithmetic())
          .startsWith("oneDNN 2.5.2, ")
          .endsWith(" convolutions")
          .as("the processor, but for what is chosen by it")
          .doesNotContain("cpu", "avx", "AVX");
    }
  }

  @Test
  void where_memory_is_short_no_other_engine_is_asked() {
    EngineException shortage = new EngineException("not enough memory", new OutOfMemoryError());
    Engine poor =
        new Engine() {
          @Override
          public String name() {
            return "poor";
          }

          @Override
          public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
            throw shortage;
          }

          @Override
          public TrainingNetwork compileForTraining(
              NetworkSpec spec, Weights weights, Set<String> frozen) {
            throw shortage;
          }
        };
    AutomaticEngine engine = AutomaticEngine.choose(() -> poor, AutomaticEngineTest::neverAsked);

    for (ThrowingCallable work :
        List.<ThrowingCallable>of(
            () -> engine.compile(SPEC, WEIGHTS),
            () -> engine.compileForTraining(SPEC, WEIGHTS),
            () -> AutomaticEngine.choose(() -> lacking(shortage), () -> neverAsked()))) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(work)
          .matches(problem -> problem == shortage);
    }
  }

  private static Engine lacking(EngineException shortage) {
    throw shortage;
  }

  @Test
  void where_the_preferred_engine_is_missing_the_other_computes() {
    AutomaticEngine engine = AutomaticEngine.choose(() -> missing("a"), Dl4jEngine::create);

    assertThat(engine.name()).startsWith("Deeplearning4j on ");
    try (InferenceNetwork network = engine.compile(SPEC, WEIGHTS)) {
      assertThat(network.describe()).startsWith("Deeplearning4j on ");
    }
  }

  @Test
  void a_network_beyond_the_preferred_engine_goes_to_the_other() {
    AutomaticEngine engine = AutomaticEngine.choose(Powerless::new, Dl4jEngine::create);

    assertThat(engine.name()).isEqualTo("powerless");
    try (InferenceNetwork network = engine.compile(SPEC, WEIGHTS);
        TrainingNetwork training = engine.compileForTraining(SPEC, WEIGHTS)) {
      assertThat(network.describe()).startsWith("Deeplearning4j on ");
      assertThat(training.arithmetic()).startsWith("Deeplearning4j on ");
      FeatureMaps batch = RandomNetworks.batch(1, 3, 16, 16, new SplittableRandom(2));
      assertThat(network.forward(batch).count()).isEqualTo(1);
      training.backward(training.forward(batch), new float[SPEC.parameterCount()]);
    }
  }

  @Test
  void where_both_are_missing_one_sentence_says_what_either_needs() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> AutomaticEngine.choose(() -> missing("a"), () -> missing("b")))
        .withMessage("no engine runs here: a is missing: add a.jar; b is missing: add b.jar");
  }

  @Test
  void a_network_beyond_both_is_refused_with_what_both_say() {
    AutomaticEngine engine = AutomaticEngine.choose(Powerless::new, () -> missing("b"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.compile(SPEC, WEIGHTS))
        .withMessage("no engine runs here: it has no power; b is missing: add b.jar");
    AutomaticEngine last = AutomaticEngine.choose(() -> missing("a"), Powerless::new);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> last.compileForTraining(SPEC, WEIGHTS))
        .withMessage("it has no power");
  }

  @Test
  void weights_of_another_network_are_no_reason_to_try_the_other_engine() {
    AutomaticEngine engine =
        AutomaticEngine.choose(OneDnnEngine::create, AutomaticEngineTest::neverAsked);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.compile(MobileNetV1.counter(), WEIGHTS));
  }

  /** Runs in a JVM of its own. */
  static final class Count {
    private Count() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      try {
        Engine engine =
            arguments.length == 0
                ? AutomaticEngine.create()
                : AutomaticEngine.choose(Powerless::new, Dl4jEngine::create);
        NetworkSpec spec = MobileNetV1.counter();
        Weights weights = WeightInitializer.heNormal().initialize(spec, new SplittableRandom(1));
        try (InferenceNetwork network = engine.compile(spec, weights)) {
          System.out.println("RESULT " + network.forward(FeatureMaps.zeros(1, 3, 32, 32)));
        }
      } catch (EngineException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  private static boolean isNd4j(String path) {
    return path.contains("nd4j") || path.contains("deeplearning4j");
  }

  private static boolean isOneDnnLibrary(String path) {
    return path.matches(".*dnnl-2[^/\\\\]*(linux|windows|macosx)[^/\\\\]*");
  }

  private String count(Predicate<String> kept, List<String> options, String... arguments)
      throws Exception {
    return ChildJvm.run(folder, Count.class, kept, options, arguments);
  }

  private static List<String> choices(String output) {
    return output.lines().filter(line -> line.contains(" computed by ")).toList();
  }

  @Test
  void with_one_dnn_nothing_of_nd4j_is_loaded_and_the_log_says_what_runs() throws Exception {
    String output = count(path -> true, List.of("-Xlog:class+load"));

    assertThat(ChildJvm.results(output)).containsExactly("RESULT FeatureMaps[1x1x4x4]");
    assertThat(output).contains("io.github.crowdrank.engine.automatic.AutomaticEngine");
    assertThat(output).doesNotContain("] org.nd4j").doesNotContain("] org.deeplearning4j");
    assertThat(choices(output)).hasSize(1).first().asString().contains("computed by oneDNN 2.5.2");
  }

  @Test
  void without_nd4j_it_counts() throws Exception {
    String output = count(path -> !isNd4j(path), List.of());

    assertThat(ChildJvm.results(output)).containsExactly("RESULT FeatureMaps[1x1x4x4]");
  }

  @Test
  void without_one_dnns_library_deeplearning4j_counts_and_the_log_says_why() throws Exception {
    String output = count(path -> !isOneDnnLibrary(path), List.of());

    assertThat(ChildJvm.results(output)).containsExactly("RESULT FeatureMaps[1x1x4x4]");
    assertThat(choices(output))
        .hasSize(1)
        .first()
        .asString()
        .contains("computed by Deeplearning4j on CpuBackend: oneDNN has no native library here");
  }

  @Test
  void the_log_names_a_network_that_goes_to_deeplearning4j() throws Exception {
    String output = count(path -> true, List.of(), "powerless");

    assertThat(ChildJvm.results(output)).containsExactly("RESULT FeatureMaps[1x1x4x4]");
    assertThat(choices(output))
        .hasSize(2)
        .last()
        .asString()
        .contains(
            "network \"%s\" is computed by Deeplearning4j on CpuBackend: it has no power"
                .formatted(MobileNetV1.counter().name()));
  }

  @Test
  void without_either_one_sentence_names_what_to_add() throws Exception {
    String output = count(path -> !isNd4j(path) && !isOneDnnLibrary(path), List.of());

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .contains("no engine runs here", "org.bytedeco:dnnl:2.5.2", "org.nd4j:nd4j-native:1.0.0");
  }
}
