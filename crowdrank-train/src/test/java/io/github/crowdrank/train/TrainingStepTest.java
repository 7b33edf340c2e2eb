package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.INDArrayLoss;
import io.github.crowdrank.loss.MultiTaskLoss;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A step with both losses on oneDNN in single precision against Deeplearning4j's gradient for
 * external errors, losses included, in double precision.
 */
class TrainingStepTest {
  private static final int SIDE = 64;
  private static final int LABELED = 2;
  private static final int RANKED = 3;
  private static final double LAMBDA = 100;

  static Stream<Arguments> networks() {
    return Stream.of(MobileNetV1.counter(), Vgg16.counter())
        .map(spec -> Arguments.of(spec.name(), spec));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void the_whole_gradient_is_that_of_double_precision(String name, NetworkSpec spec) {
    SplittableRandom random = new SplittableRandom(6);
    Weights weights =
        WeightInitializer.builder()
            .bias(spec.output().name(), 0.3)
            .build()
            .initialize(spec, random);
    TrainingBatch batch = batch(spec, random);
    float[] expected = new float[spec.parameterCount()];
    double loss = inDoublePrecision(spec, weights, batch, expected);
    float[] actual = new float[expected.length];

    NetworkSpec trained = TrainingStep.withoutFinalRectifier(spec);
    try (TrainingNetwork network =
        OneDnnEngine.create().compileForTraining(trained, Weights.of(trained, weights.toArray()))) {
      TrainingStep step =
          new TrainingStep(
              network,
              TrainingStep.endsRectified(spec),
              OutputGradient.EXACT,
              new EuclideanDensityLoss(),
              RankingHingeLoss.paper(),
              RANKED,
              LABELED + RANKED);
      TrainingStep.Outcome outcome = step.run(batch, new TaskWeights(1, LAMBDA), actual);

      assertThat(outcome.ranking()).isPositive();
      assertThat(outcome.loss()).isCloseTo(loss, within(1e-5 * loss));
    }
    assertThat(distance(actual, expected)).isLessThan(bar());
  }

  /** Sums of VGG-16 are 1.9e-4 off where there is AVX2 only. */
  private static double bar() {
    return OneDnnEngine.create().name().contains("avx512") ? 1e-4 : 2e-4;
  }

  private static TrainingBatch batch(NetworkSpec spec, SplittableRandom random) {
    FeatureMaps input = FeatureMaps.zeros(LABELED + RANKED, 3, SIDE, SIDE);
    int image = input.values().length / input.count();
    for (int i = 0; i < input.values().length; i++) {
      // Ever brighter: the order of the ranked patches is far from a tie.
      input.values()[i] = (float) ((1 + i / image) * random.nextGaussian());
    }
    int cells = SIDE / spec.stride();
    List<DensityTarget> targets = new ArrayList<>();
    for (int i = 0; i < LABELED; i++) {
      float[] density = new float[cells * cells];
      for (int cell = 0; cell < density.length; cell++) {
        density[cell] = random.nextFloat();
      }
      targets.add(new DensityTarget(DensityMap.of(cells, cells, density), List.of()));
    }
    return new TrainingBatch(input, targets, RANKED, List.of(), List.of());
  }

  /** Returns the loss and adds the gradient. */
  private static double inDoublePrecision(
      NetworkSpec spec, Weights weights, TrainingBatch batch, float[] gradient) {
    ComputationGraph graph = Dl4jGraphs.toGraph(spec, weights).convertDataType(DataType.DOUBLE);
    INDArray output =
        Objects.requireNonNull(
            graph
                .feedForward(new INDArray[] {doubles(batch.input())}, true, false)
                .get(spec.output().name()));
    assertThat(output.dataType()).isEqualTo(DataType.DOUBLE);
    int cells = SIDE / spec.stride();
    INDArray target = Nd4j.create(DataType.DOUBLE, LABELED, 1, cells, cells);
    for (int i = 0; i < LABELED; i++) {
      float[] values = new float[cells * cells];
      batch.targets().get(i).density().copyTo(values, 0);
      target.slice(i).assign(Nd4j.create(values, new long[] {1, cells, cells}, 'c'));
    }
    INDArrayLoss loss =
        new MultiTaskLoss(new EuclideanDensityLoss(), RankingHingeLoss.paper(), LAMBDA)
            .evaluate(output.dup('c'), target, RANKED);
    Dl4jGraphs.addGradient(spec, graph.backpropGradient(loss.gradient()), gradient);
    return loss.loss().getDouble(0);
  }

  private static INDArray doubles(FeatureMaps maps) {
    long[] shape = {maps.count(), maps.channels(), maps.height(), maps.width()};
    return Nd4j.create(maps.values(), shape, 'c').castTo(DataType.DOUBLE);
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
}
