package io.github.crowdrank.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.bench.Agreement;
import io.github.crowdrank.bench.Contender;
import io.github.crowdrank.bench.Library;
import io.github.crowdrank.bench.TrainingSteps;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the rivals compute what this project computes, so that their times can be compared. */
class AgreementTest {
  /** One layer of each kind. */
  private static final NetworkSpec EVERY_LAYER =
      new NetworkSpec(
          "every layer",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "a", "input", 8, 3, 2, Padding.bottomRight(), 1, Activation.RELU6),
              new Layer.DepthwiseConvolution(
                  "b", "a", 3, 1, Padding.same(3, 1), 1, Activation.RELU),
              new Layer.MaxPooling("c", "b", 2, 2),
              new Layer.Convolution("d", "c", 8, 3, 1, Padding.same(3, 2), 2, Activation.IDENTITY),
              new Layer.Upsampling("e", "d", 2),
              new Layer.Addition("f", List.of("a", "e")),
              new Layer.Concatenation("g", List.of("f", "a", "b")),
              new Layer.Convolution("h", "g", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  private static FeatureMaps random(RandomGenerator random, int count, int channels, int side) {
    FeatureMaps maps = FeatureMaps.zeros(count, channels, side, side);
    for (int i = 0; i < maps.values().length; i++) {
      maps.values()[i] = (float) random.nextDouble(-1, 1);
    }
    return maps;
  }

  private static Weights randomWeights(NetworkSpec spec, RandomGenerator random) {
    return WeightInitializer.heNormal().initialize(spec, random);
  }

  @ParameterizedTest
  @EnumSource(names = {"ONNX_RUNTIME", "PYTORCH"})
  void outputs_agree_for_every_kind_of_layer(Contender contender) {
    SplittableRandom random = new SplittableRandom(1);
    Weights weights = randomWeights(EVERY_LAYER, random);
    double distance =
        Agreement.ofForward(Library.of(contender), EVERY_LAYER, weights, random(random, 2, 3, 32));
    assertThat(distance).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(names = {"ONNX_RUNTIME", "PYTORCH"})
  void outputs_agree_for_the_ready_made_networks(Contender contender) {
    SplittableRandom random = new SplittableRandom(2);
    CrowdModel compact = BundledModel.COMPACT.load();
    NetworkSpec vgg = Vgg16.counter();
    FeatureMaps picture = random(random, 1, 3, 64);
    Library library = Library.of(contender);
    assertThat(Agreement.ofForward(library, compact.network(), compact.weights(), picture))
        .isLessThan(1e-5);
    assertThat(Agreement.ofForward(library, vgg, randomWeights(vgg, random), picture))
        .isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTORCH", "DL4J", "CROWDRANK"})
  void a_training_step_changes_the_same_parameters_by_the_same_amount(Contender contender) {
    SplittableRandom random = new SplittableRandom(3);
    CrowdModel compact = BundledModel.COMPACT.load();
    Agreement.ofTraining(
        Library.of(contender),
        compact.network(),
        compact.weights(),
        random(random, 2, 3, 64),
        random(random, 2, 1, 8));
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTORCH", "DL4J", "CROWDRANK"})
  void steps_start_from_the_parameters_that_the_step_before_left(Contender contender) {
    SplittableRandom random = new SplittableRandom(4);
    NetworkSpec spec = Vgg16.counter();
    Weights weights = randomWeights(spec, random);
    FeatureMaps batch = random(random, 1, 3, 32);
    FeatureMaps target = random(random, 1, 1, 2);
    Library library = Library.of(contender);
    try (TrainingSteps steps = library.compileForTraining(spec, weights, 1e-3f)) {
      double first = steps.step(batch, target);
      double second = steps.step(batch, target);
      double third = steps.step(batch, target);
      assertThat(second).isLessThan(first);
      assertThat(third).isLessThan(second);
      float[] output;
      try (InferenceNetwork trained =
          Library.of(Contender.CROWDRANK).compile(spec, Weights.of(spec, steps.weights()))) {
        output = trained.forward(batch).values();
      }
      double loss = 0;
      for (int i = 0; i < output.length; i++) {
        loss += Math.pow(output[i] - target.values()[i], 2) / 2;
      }
      assertThat(loss).isLessThan(third);
    }
  }
}
