package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises. */
public abstract class EngineContract {
  protected static final NetworkSpec EVERY_KIND = RandomNetworks.everyKind();

  /** The engine to be tested. */
  protected abstract Engine engine();

  /** Whether the engine claims to compute a network. */
  protected boolean canCompute(NetworkSpec spec) {
    return true;
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 24);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void agrees_with_straight_loops_on_drawn_networks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkSpec spec = RandomNetworks.draw(random, 12);
    while (!canCompute(spec)) {
      spec = RandomNetworks.draw(random, 12);
    }
    agrees(spec, 12, 12, random);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void agrees_with_straight_loops_on_every_kind_of_layer(long seed) {
    agrees(EVERY_KIND, 16, 24, new SplittableRandom(seed));
  }

  protected final void agrees(NetworkSpec spec, int height, int width, SplittableRandom random) {
    Weights weights = RandomNetworks.weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(2, spec.input().channels(), height, width, random);
    NaiveNetwork naive = new NaiveNetwork(spec, NaiveNetwork.doubles(weights.toArray()));
    double[] expected = naive.forward(2, height, width, NaiveNetwork.doubles(batch.values()));

    try (InferenceNetwork network = engine().compile(spec, weights);
        TrainingNetwork training = engine().compileForTraining(spec, weights)) {
      FeatureMaps output = network.forward(batch);
      assertThat(error(output.values(), expected)).isLessThan(1e-5);

      FeatureMaps trained = training.forward(batch);
      assertThat(error(trained.values(), expected)).isLessThan(1e-5);
      float[] toOutput = new float[expected.length];
      for (int i = 0; i < toOutput.length; i++) {
        toOutput[i] = (float) random.nextDouble(-1, 1);
      }
      float[] gradient = new float[spec.parameterCount()];
      FeatureMaps errors =
          FeatureMaps.of(
              output.count(), output.channels(), output.height(), output.width(), toOutput);
      training.backward(errors, gradient);
      assertThat(error(gradient, naive.backward(NaiveNetwork.doubles(toOutput)))).isLessThan(1e-5);
    }
  }

  private static double error(float[] actual, double[] expected) {
    return NaiveNetwork.relativeError(NaiveNetwork.doubles(actual), expected);
  }

  protected static Weights weights(long seed) {
    return RandomNetworks.weights(EVERY_KIND, new SplittableRandom(seed));
  }

  protected static FeatureMaps batch(long seed) {
    return RandomNetworks.batch(1, 3, 16, 16, new SplittableRandom(seed));
  }

  /** Often, for a small network may be computed before anybody begins to wait for it. */
  @Test
  void an_interrupted_thread_gets_no_result_and_stays_interrupted() {
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1))) {
      FeatureMaps picture = batch(2);
      float[] expected = network.forward(picture).values();
      for (int i = 0; i < 500; i++) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> network.forward(picture));
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(network.forward(picture).values()).containsExactly(expected);
    }
  }

  @Test
  void an_interrupted_thread_is_not_told_the_bytes_of_a_pass_and_stays_interrupted() {
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1))) {
      long expected = network.forwardBytes(16, 16);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> network.forwardBytes(16, 16));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(network.forwardBytes(16, 16)).isEqualTo(expected);
    }
  }

  @Test
  void gradients_accumulate_and_new_weights_take_effect() {
    float[] once = new float[EVERY_KIND.parameterCount()];
    float[] twice = new float[once.length];
    try (TrainingNetwork network = engine().compileForTraining(EVERY_KIND, weights(1));
        TrainingNetwork replaced = engine().compileForTraining(EVERY_KIND, weights(2))) {
      FeatureMaps expected = network.forward(batch(3));
      network.backward(expected, once);
      assertThat(replaced.forward(batch(3)).values()).isNotEqualTo(expected.values());
      replaced.setWeights(weights(1));
      for (int i = 0; i < 2; i++) {
        FeatureMaps output = replaced.forward(batch(3));
        assertThat(output.values()).containsExactly(expected.values());
        replaced.backward(output, twice);
      }
    }
    assertThat(NaiveNetwork.doubles(once)).isNotEqualTo(new double[once.length]);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * once[i]);
    }
  }

  /** Layers from the first to the last, so that gradients pass through some of them. */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void frozen_layers_get_no_gradient_and_the_others_the_same(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> frozen =
        EVERY_KIND.parameters().stream()
            .map(Parameter::layer)
            .distinct()
            .filter(layer -> random.nextBoolean())
            .collect(Collectors.toSet());
    float[] all = new float[EVERY_KIND.parameterCount()];
    float[] some = new float[all.length];
    try (TrainingNetwork learning = engine().compileForTraining(EVERY_KIND, weights(seed));
        TrainingNetwork partly = engine().compileForTraining(EVERY_KIND, weights(seed), frozen)) {
      FeatureMaps output = learning.forward(batch(seed));
      assertThat(partly.forward(batch(seed)).values()).containsExactly(output.values());
      learning.backward(output, all);
      partly.backward(output, some);
    }

    for (Parameter parameter : EVERY_KIND.parameters()) {
      int from = parameter.offset();
      int to = from + parameter.size();
      float[] expected =
          frozen.contains(parameter.layer())
              ? new float[parameter.size()]
              : Arrays.copyOfRange(all, from, to);
      assertThat(Arrays.copyOfRange(some, from, to))
          .as("%s with %s frozen", parameter.name(), frozen)
          .containsExactly(expected);
    }
  }

  @Test
  void many_threads_get_the_results_one_thread_gets() {
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1))) {
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

  @Test
  void an_input_is_not_changed_and_a_result_is_the_callers() {
    FeatureMaps input = batch(1);
    float[] before = input.values().clone();
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1))) {
      FeatureMaps first = network.forward(input);
      float[] kept = first.values().clone();
      network.forward(batch(2));
      assertThat(input.values()).containsExactly(before);
      assertThat(first.values()).containsExactly(kept);
    }
  }

  @Test
  void refuses_batches_that_do_not_fit() {
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1));
        TrainingNetwork training = engine().compileForTraining(EVERY_KIND, weights(1))) {
      String message = "network \"every-kind\" reads ";
      for (FeatureMaps wrong :
          List.of(
              FeatureMaps.zeros(1, 1, 16, 16),
              FeatureMaps.zeros(1, 3, 15, 16),
              FeatureMaps.zeros(1, 3, 16, 12))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> network.forward(wrong))
            .withMessageContaining(message);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> training.forward(wrong))
            .withMessageContaining(message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refuses_values_that_are_not_finite(float value) {
    try (InferenceNetwork network = engine().compile(EVERY_KIND, weights(1));
        TrainingNetwork training = engine().compileForTraining(EVERY_KIND, weights(1))) {
      FeatureMaps wrong = RandomNetworks.batch(2, 3, 16, 24, new SplittableRandom(1));
      wrong.values()[((3 + 1) * 16 + 5) * 24 + 7] = value;
      String message =
          "picture 1, channel 1, row 5, column 7 of FeatureMaps[2x3x16x24] is " + value;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward(wrong))
          .withMessageContaining(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> training.forward(wrong))
          .withMessageContaining(message);
    }
  }

  @Test
  void a_gradient_that_is_not_finite_gives_one_that_is_not() {
    try (TrainingNetwork network = engine().compileForTraining(EVERY_KIND, weights(1))) {
      FeatureMaps output = network.forward(batch(1));
      output.values()[0] = Float.NaN;
      float[] gradient = new float[EVERY_KIND.parameterCount()];
      network.backward(output, gradient);
      assertThat(gradient).contains(Float.NaN);
    }
  }

  @Test
  void a_backward_pass_needs_a_forward_pass_and_shapes_that_fit() {
    float[] gradient = new float[EVERY_KIND.parameterCount()];
    try (TrainingNetwork network = engine().compileForTraining(EVERY_KIND, weights(1))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> network.backward(batch(1), gradient))
          .withMessageContaining("forward pass");
      FeatureMaps output = network.forward(batch(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.backward(batch(1), gradient))
          .withMessageContaining("its gradient is");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.backward(output, new float[3]))
          .withMessageContaining("the gradient has 3 values");
      network.backward(output, gradient);
      assertThatIllegalStateException().isThrownBy(() -> network.backward(output, gradient));
    }
  }

  @Test
  void refuses_weights_of_another_network() {
    Weights other =
        RandomNetworks.weights(
            RandomNetworks.draw(new SplittableRandom(1), 12), new SplittableRandom(1));
    assertThatIllegalArgumentException().isThrownBy(() -> engine().compile(EVERY_KIND, other));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().compileForTraining(EVERY_KIND, other));
    try (TrainingNetwork network = engine().compileForTraining(EVERY_KIND, weights(1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> network.setWeights(other));
    }
  }

  @Test
  void closing_twice_is_harmless_and_using_it_afterwards_is_refused() {
    InferenceNetwork network = engine().compile(EVERY_KIND, weights(1));
    TrainingNetwork training = engine().compileForTraining(EVERY_KIND, weights(1));
    FeatureMaps output = training.forward(batch(1));
    network.close();
    network.close();
    training.close();
    training.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> network.forward(batch(1)))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> training.forward(batch(1)));
    assertThatIllegalStateException().isThrownBy(() -> training.setWeights(weights(1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> training.backward(output, new float[EVERY_KIND.parameterCount()]))
        .withMessageContaining("closed");
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {0, 3, 7, 15})
  void closing_while_others_compute_leaves_each_a_result_or_a_refusal(long seed) {
    InferenceNetwork network = engine().compile(EVERY_KIND, weights(1));
    float[] expected = network.forward(batch(1)).values();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              if (i == seed) {
                network.close();
              } else {
                try {
                  assertThat(network.forward(batch(1)).values()).containsExactly(expected);
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessageContaining("closed");
                }
              }
            });
  }
}
