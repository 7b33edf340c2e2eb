package io.github.crowdrank.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of the layers that this library has, which are written as ONNX for the engine. */
class OnnxRuntimeEngineTest {
  private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.create();
  private static final NetworkSpec EVERY_KIND = RandomNetworks.everyKind();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 24);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void networks_written_as_onnx_agree_with_straight_loops(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    agrees(RandomNetworks.draw(random, 12), 12, 12, random);
    agrees(EVERY_KIND, 16, 24, random);
  }

  private static void agrees(NetworkSpec spec, int height, int width, SplittableRandom random) {
    Weights weights = RandomNetworks.weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(2, spec.input().channels(), height, width, random);
    double[] expected =
        new NaiveNetwork(spec, NaiveNetwork.doubles(weights.toArray()))
            .forward(2, height, width, NaiveNetwork.doubles(batch.values()));
    float[] before = batch.values().clone();
    try (InferenceNetwork network = ENGINE.compile(spec, weights)) {
      double[] output = NaiveNetwork.doubles(network.forward(batch).values());
      assertThat(NaiveNetwork.relativeError(output, expected)).isLessThan(1e-5);
      assertThat(batch.values()).containsExactly(before);
      assertThat(network.forwardBytes(48, 48)).isGreaterThan(network.forwardBytes(16, 16));
    }
  }

  @Test
  void layers_may_have_any_name_that_a_network_allows() {
    NetworkSpec spec =
        new NetworkSpec(
            "names",
            List.of(
                new Layer.Input("input", 1),
                convolution("zero", "input"),
                convolution("six", "zero"),
                convolution("map", "six")));
    agrees(spec, 4, 5, new SplittableRandom(3));
  }

  private static Layer convolution(String name, String input) {
    return new Layer.Convolution(name, input, 1, 3, 1, Padding.same(3, 1), 1, Activation.RELU6);
  }

  @Test
  void it_does_not_train_and_says_so() throws IOException {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compileForTraining(EVERY_KIND, weights))
        .withMessageContaining("needs another engine");
    NetworkSpec spec = Graphs.network("open.onnx", 2, 1);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compileForTraining(spec, Graphs.none(spec)))
        .withMessageContaining("which no engine here trains");
  }

  @Test
  void cuda_is_asked_for_by_name_where_it_is_missing() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> OnnxRuntimeEngine.cuda(0))
        .withMessageContaining(OnnxRuntimeEngine.NEEDS_FOR_CUDA);
    assertThatIllegalArgumentException().isThrownBy(() -> OnnxRuntimeEngine.cuda(-1));
  }

  @Test
  void many_threads_get_the_results_one_thread_gets() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights)) {
      List<float[]> expected =
          IntStream.range(0, 8).mapToObj(i -> network.forward(batch(i)).values()).toList();
      IntStream.range(0, 32)
          .parallel()
          .forEach(
              i ->
                  assertThat(network.forward(batch(i % 8)).values())
                      .containsExactly(expected.get(i % 8)));
    }
  }

  private static FeatureMaps batch(long seed) {
    return RandomNetworks.batch(1, 3, 16, 16, new SplittableRandom(seed));
  }

  @Test
  void closing_while_others_compute_leaves_each_a_result_or_a_refusal() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights);
    float[] expected = network.forward(batch(1)).values();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              if (i == 7) {
                network.close();
              } else {
                try {
                  assertThat(network.forward(batch(1)).values()).containsExactly(expected);
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessageContaining("closed");
                }
              }
            });
    network.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> network.forward(batch(1)))
        .withMessageContaining("closed");
  }

  @Test
  void an_interrupted_thread_gets_no_result_and_stays_interrupted() {
    Weights weights = RandomNetworks.weights(EVERY_KIND, new SplittableRandom(1));
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> network.forward(batch(1)));
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> network.forwardBytes(16, 16));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Runs where ONNX Runtime is not on the class path. */
  static final class WithoutLibrary {
    private WithoutLibrary() {}

    public static void main(String[] arguments) {
      AutomaticEngine.create();
      try {
        OnnxRuntimeEngine.create();
      } catch (EngineException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void without_the_library_the_other_engines_run_and_a_sentence_says_what_to_add(
      @TempDir Path empty) throws Exception {
    String output =
        ChildJvm.run(
            empty, WithoutLibrary.class, jar -> !jar.contains("onnxruntime-"), List.of("-Xmx256m"));

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .contains("add " + OnnxRuntimeEngine.NEEDS + " to the class path");
  }
}
