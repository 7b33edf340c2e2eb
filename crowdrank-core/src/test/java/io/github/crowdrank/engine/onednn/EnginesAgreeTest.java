package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ready-made networks, on this engine and on Deeplearning4j. */
class EnginesAgreeTest {
  private static final OneDnnEngine ONE_DNN = OneDnnEngine.create();
  private static final Dl4jEngine DL4J = Dl4jEngine.create();

  static Stream<Arguments> networksAndSizes() {
    return Stream.of(MobileNetV1.counter(), MobileNetV1.fineCounter(), Vgg16.counter())
        .flatMap(
            spec ->
                Stream.of(
                    Arguments.of(spec.name(), spec, 1, 112, 176),
                    Arguments.of(spec.name(), spec, 3, 80, 48),
                    Arguments.of(spec.name(), spec, 1, 16, 16)));
  }

  @ParameterizedTest(name = "{0}, {2} of {3}x{4}")
  @MethodSource("networksAndSizes")
  void density_maps_and_counts_agree(
      String name, NetworkSpec spec, int count, int height, int width) {
    SplittableRandom random = new SplittableRandom(11);
    Weights weights = weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(count, 3, height, width, random);
    try (InferenceNetwork ours = ONE_DNN.compile(spec, weights);
        InferenceNetwork theirs = DL4J.compile(spec, weights)) {
      float[] actual = ours.forward(batch).values();
      float[] expected = theirs.forward(batch).values();
      assertThat(error(actual, expected)).isLessThan(1e-5);
      double sum = sum(expected);
      assertThat(sum(actual)).isCloseTo(sum, within(1e-5 * Math.abs(sum)));
      assertThat(ours.forward(batch).values()).containsExactly(actual);
    }
  }

  static Stream<Path> photographs() throws IOException {
    Path folder = Path.of(System.getProperty("crowdrank.root"), "examples/photos");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("photographs")
  void counts_of_photographs_agree(Path photograph) throws IOException {
    CrowdModel model = BundledModel.COMPACT.load();
    try (CrowdCounter ours = CrowdCounter.builder(model).engine(ONE_DNN).build();
        CrowdCounter theirs = CrowdCounter.builder(model).engine(DL4J).build()) {
      DensityMap actual = ours.estimate(photograph).density();
      DensityMap expected = theirs.estimate(photograph).density();
      assertThat(error(values(actual), values(expected))).isLessThan(1e-5);
      assertThat(actual.sum()).isCloseTo(expected.sum(), within(1e-5 * expected.sum()));
    }
  }

  private static float[] values(DensityMap map) {
    float[] values = new float[map.width() * map.height()];
    map.copyTo(values, 0);
    return values;
  }

  static Stream<Arguments> networks() {
    return Stream.of(
            RandomNetworks.everyKind(),
            MobileNetV1.counter(),
            MobileNetV1.fineCounter(),
            Vgg16.counter())
        .map(spec -> Arguments.of(spec.name(), spec));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void gradients_agree(String name, NetworkSpec spec) {
    SplittableRandom random = new SplittableRandom(12);
    Weights weights = weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(2, 3, 64, 96, random);
    try (TrainingNetwork ours = ONE_DNN.compileForTraining(spec, weights);
        TrainingNetwork theirs = DL4J.compileForTraining(spec, weights)) {
      float[] actual = new float[spec.parameterCount()];
      float[] expected = new float[spec.parameterCount()];
      FeatureMaps output = theirs.forward(batch);
      theirs.backward(output, expected);
      ours.forward(batch);
      ours.backward(output, actual);
      assertThat(error(actual, expected)).isLessThan(1e-4);
    }
  }

  /** Biases of some size, or the last ReLU would leave much of a map at zero. */
  private static Weights weights(NetworkSpec spec, SplittableRandom random) {
    return WeightInitializer.builder()
        .bias(spec.output().name(), 0.3)
        .build()
        .initialize(spec, random);
  }

  private static double error(float[] actual, float[] expected) {
    return NaiveNetwork.relativeError(NaiveNetwork.doubles(actual), NaiveNetwork.doubles(expected));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
