package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.loss.CountingReduction;
import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.loss.RankingReduction;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MicroBatchTest {
  private static final int SIDE = 32;
  private static final int PER_GROUP = 3;

  @Test
  void every_patch_is_in_one_part_and_no_group_is_cut() {
    for (int labeled = 0; labeled <= 7; labeled++) {
      for (int ranked = 0; ranked <= 4 * PER_GROUP; ranked += PER_GROUP) {
        for (int most = 1; most <= 20 && labeled + ranked > 0; most++) {
          int next = 0;
          for (MicroBatch part : MicroBatch.split(labeled, ranked, PER_GROUP, most)) {
            assertThat(part.first()).isEqualTo(next);
            assertThat(part.patches()).isBetween(1, Math.max(most, PER_GROUP));
            assertThat(part.labeled()).isEqualTo(overlap(next, part.patches(), labeled));
            assertThat(part.ranked() % PER_GROUP).isZero();
            next += part.patches();
          }
          assertThat(next).isEqualTo(labeled + ranked);
        }
      }
    }
  }

  private static int overlap(int first, int patches, int labeled) {
    return Math.max(0, Math.min(labeled, first + patches) - first);
  }

  @Test
  void parts_of_one_size_are_preferred() {
    assertThat(MicroBatch.split(25, 25, 5, 50)).containsExactly(new MicroBatch(0, 25, 25));
    assertThat(MicroBatch.split(25, 25, 5, 17))
        .containsExactly(
            new MicroBatch(0, 10, 0),
            new MicroBatch(10, 10, 0),
            new MicroBatch(20, 5, 5),
            new MicroBatch(30, 0, 10),
            new MicroBatch(40, 0, 10));
    assertThat(MicroBatch.split(7, 6, 3, 6))
        .extracting(MicroBatch::patches)
        .containsExactly(6, 4, 3);
  }

  @Test
  void the_default_is_bounded_by_memory() {
    assertThat(MicroBatch.fitting(Vgg16.counter(), 224)).isBetween(10, 24);
    assertThat(MicroBatch.fitting(MobileNetV1.counter(), 224)).isGreaterThan(25);
    assertThat(MicroBatch.fitting(Vgg16.counter(), 4096)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(RankingReduction.class)
  void parts_give_the_losses_and_the_gradient_of_the_whole(RankingReduction reduction) {
    NetworkSpec network = TrainingStep.withoutFinalRectifier(SmallTraining.NETWORK);
    TrainingBatch batch = batch(5, 4 * PER_GROUP);
    Found whole = run(network, batch, reduction, 100);
    for (int most : new int[] {1, 3, 4, 6, 9, 16}) {
      Found parts = run(network, batch, reduction, most);

      assertThat(parts.outcome().loss()).isCloseTo(whole.outcome().loss(), near(whole.outcome()));
      assertThat(parts.outcome().counting())
          .isCloseTo(whole.outcome().counting(), near(whole.outcome()));
      assertThat(parts.outcome().ranking())
          .isCloseTo(whole.outcome().ranking(), near(whole.outcome()));
      assertThat(parts.outcome().statistics()).isNotNull();
      assertThat(distance(parts.gradient(), whole.gradient())).isLessThan(1e-6);
      assertThat(run(network, batch, reduction, most).gradient()).containsExactly(parts.gradient());
    }
  }

  private static Offset<Double> near(TrainingStep.Outcome whole) {
    return within(1e-6 * whole.loss());
  }

  @SuppressWarnings("ArrayRecordComponent") // a result, never compared
  private record Found(TrainingStep.Outcome outcome, float[] gradient) {}

  private static Found run(
      NetworkSpec network, TrainingBatch batch, RankingReduction reduction, int microBatch) {
    var weights = WeightInitializer.heNormal().initialize(network, new SplittableRandom(3));
    float[] gradient = new float[network.parameterCount()];
    try (TrainingNetwork compiled = AutomaticEngine.create().compileForTraining(network, weights)) {
      TrainingStep step =
          new TrainingStep(
              compiled,
              true,
              OutputGradient.REVIVING,
              new EuclideanDensityLoss(CountingReduction.CAFFE),
              RankingHingeLoss.builder().margin(0.01).reduction(reduction).build(),
              PER_GROUP,
              microBatch);
      return new Found(step.run(batch, new TaskWeights(1, 100), gradient), gradient);
    }
  }

  private static TrainingBatch batch(int labeled, int ranked) {
    SplittableRandom random = new SplittableRandom(4);
    FeatureMaps input = FeatureMaps.zeros(labeled + ranked, 3, SIDE, SIDE);
    for (int i = 0; i < input.values().length; i++) {
      input.values()[i] = (float) random.nextGaussian();
    }
    int cells = SIDE / SmallTraining.NETWORK.stride();
    List<DensityTarget> targets = new ArrayList<>();
    for (int i = 0; i < labeled; i++) {
      float[] density = new float[cells * cells];
      for (int cell = 0; cell < density.length; cell++) {
        density[cell] = random.nextFloat();
      }
      targets.add(new DensityTarget(DensityMap.of(cells, cells, density), List.of()));
    }
    return new TrainingBatch(input, targets, ranked, List.of(), List.of());
  }

  private static double distance(float[] actual, float[] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  static Stream<TrainingScheme> schemes() {
    return SmallTraining.schemes();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void a_training_in_parts_ends_where_the_whole_one_does(TrainingScheme scheme) throws IOException {
    float[] whole = SmallTraining.weights(SmallTraining.builder(scheme));
    float[] parts = SmallTraining.weights(SmallTraining.builder(scheme).microBatch(2));

    assertThat(distance(parts, whole)).isLessThan(1e-4);
    assertThat(SmallTraining.weights(SmallTraining.builder(scheme).microBatch(2)))
        .containsExactly(parts);
  }

  @Test
  void a_micro_batch_holds_a_patch_at_least() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmallTraining.builder(TrainingScheme.multiTask()).microBatch(0).build())
        .withMessage("micro-batch is at least 1 but was 0");
  }
}
