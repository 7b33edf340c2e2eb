package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wild networks and batches: each call gives the right result or says what is wrong. Run longer
 * with {@code -Dcrowdrank.fuzz.seeds=5000}.
 */
class EngineFuzzTest {
  private static final Engine ONE_DNN = OneDnnEngine.create();
  private static final Engine DL4J = Dl4jEngine.create();

  private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

  /** Beyond it, straight loops take too long. */
  private static final double MOST_PRODUCTS = 2e7;

  /** Beyond it, a batch is refused or takes too long. */
  private static final long MOST_VALUES = 1 << 22;

  /** The largest kernel, stride, dilation and padding that a network may have. */
  private static final int LARGEST = 1 << 14;

  private static final long SEEDS = Long.getLong("crowdrank.fuzz.seeds", 60);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /** Deeplearning4j takes longer. */
  static LongStream fewerSeeds() {
    return LongStream.rangeClosed(1, Math.max(1, SEEDS / 3));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void one_dnn_computes_or_says_what_is_wrong(long seed) {
    fuzz(ONE_DNN, seed, EngineFuzzTest::network);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void one_dnn_computes_kernels_up_to_the_limit_or_says_what_is_wrong(long seed) {
    fuzz(ONE_DNN, seed, EngineFuzzTest::wideNetwork);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("fewerSeeds")
  void deeplearning4j_computes_or_says_what_is_wrong(long seed) {
    fuzz(DL4J, seed, EngineFuzzTest::network);
  }

  private static void fuzz(
      Engine engine, long seed, Function<SplittableRandom, NetworkSpec> networks) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkSpec spec = expectClear(() -> networks.apply(random));
    if (spec == null || spec.parameterCount() > MOST_VALUES) {
      return;
    }
    Weights weights = RandomNetworks.weights(spec, random);
    TrainingNetwork training = expectClear(() -> engine.compileForTraining(spec, weights));
    InferenceNetwork network = expectClear(() -> engine.compile(spec, weights));
    FeatureMaps last = batch(1, spec.input().channels(), 16, 16, random);
    if (training == null || network == null || !isAffordable(spec, last)) {
      return;
    }
    try (training;
        network) {
      for (int i = 0; i < 4; i++) {
        FeatureMaps batch = expectClear(() -> batch(spec, random));
        if (batch != null) {
          compute(network, training, spec, weights, batch, random);
        }
      }
      CompletableFuture<Void> closing = CompletableFuture.runAsync(network::close);
      expectClear(() -> network.forward(last));
      closing.join();
      expectClear(() -> training.forward(last));
    }
    expectClear(() -> training.forward(last));
  }

  private static void compute(
      InferenceNetwork network,
      TrainingNetwork training,
      NetworkSpec spec,
      Weights weights,
      FeatureMaps batch,
      SplittableRandom random) {
    if (!isAffordable(spec, batch)) {
      return;
    }
    FeatureMaps output = expectClear(() -> network.forward(batch));
    FeatureMaps trained = expectClear(() -> training.forward(batch));
    assertThat(trained == null).as("both refuse %s or none", batch).isEqualTo(output == null);
    if (output == null || trained == null || output.values().length > MOST_VALUES) {
      return;
    }
    FeatureMaps errors =
        batch(output.count(), output.channels(), output.height(), output.width(), random);
    float[] gradient = new float[spec.parameterCount()];
    FeatureMaps wrong = batch(1, 1 + random.nextInt(9), 1 + random.nextInt(9), 3, random);
    if (!wrong.toString().equals(output.toString())) {
      assertThat(expectClear(() -> backward(training, wrong, gradient))).isNull();
    }
    backward(training, errors, gradient);
    if (products(spec, batch) < MOST_PRODUCTS) {
      NaiveNetwork naive = new NaiveNetwork(spec, NaiveNetwork.doubles(weights.toArray()));
      double[] expected =
          naive.forward(
              batch.count(), batch.height(), batch.width(), NaiveNetwork.doubles(batch.values()));
      String what = spec + " of " + batch;
      assertClose(what, output.values(), expected, 1e-4);
      assertClose(what, trained.values(), expected, 1e-4);
      assertClose(what, gradient, naive.backward(NaiveNetwork.doubles(errors.values())), 1e-3);
    }
  }

  /** Absolute where everything is 0, as in a network without parameters. */
  private static void assertClose(
      String what, float[] actual, double[] expected, double tolerance) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    assertThat(actual).as(what).hasSize(expected.length);
    assertThat(Math.sqrt(difference)).as(what).isLessThanOrEqualTo(tolerance * Math.sqrt(length));
  }

  private static float[] backward(TrainingNetwork network, FeatureMaps errors, float[] gradient) {
    network.backward(errors, gradient);
    return gradient;
  }

  /** Null where it was refused in a sentence. */
  private static <T> @Nullable T expectClear(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | IllegalStateException | EngineException e) {
      assertThat(e.getMessage()).isNotBlank();
      return null;
    }
  }

  private static double products(NetworkSpec spec, FeatureMaps batch) {
    double products = 0;
    try {
      var shapes = spec.shapes(batch.height(), batch.width());
      for (Layer layer : spec.layers()) {
        FeatureShape shape = Objects.requireNonNull(shapes.get(layer.name()));
        double cells = (double) batch.count() * shape.channels() * shape.height() * shape.width();
        if (layer instanceof Layer.Convolution c) {
          int in = Objects.requireNonNull(shapes.get(c.input())).channels();
          cells *= (double) in * c.kernel() * c.kernel();
        } else if (layer instanceof Layer.DepthwiseConvolution d) {
          cells *= d.kernel() * d.kernel();
        } else if (layer instanceof Layer.MaxPooling p) {
          cells *= p.kernel() * p.kernel();
        }
        products += cells;
      }
      return products;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static boolean isAffordable(NetworkSpec spec, FeatureMaps batch) {
    return products(spec, batch) <= 100 * MOST_PRODUCTS && cells(spec, batch) <= 8 * MOST_VALUES;
  }

  /** The most that are needed at once. */
  private static long cells(NetworkSpec spec, FeatureMaps batch) {
    try {
      return batch.count() * spec.activationBytes(batch.height(), batch.width()) / Float.BYTES;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static NetworkSpec network(SplittableRandom random) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", wild(random, 1, 9)));
    int count = random.nextInt(1, 7);
    for (int i = 1; i <= count; i++) {
      layers.add(layer("l" + i, layers, random));
    }
    return new NetworkSpec("wild", layers);
  }

  /** Mostly within the range, now and then far outside. */
  private static int wild(SplittableRandom random, int least, int most) {
    return switch (random.nextInt(60)) {
      case 0 -> random.nextInt();
      case 1 -> least - 1;
      case 2 -> 3 * most;
      default -> random.nextInt(least, most + 1);
    };
  }

  private static Layer layer(String name, List<Layer> before, SplittableRandom random) {
    String last = before.get(before.size() - 1).name();
    String other =
        random.nextInt(40) == 0 ? "nobody" : before.get(random.nextInt(before.size())).name();
    int kernel = wild(random, 1, random.nextInt(4) == 0 ? 17 : 5);
    int stride = wild(random, 1, random.nextInt(3) == 0 ? 5 : 1);
    int dilation = wild(random, 1, random.nextInt(3) == 0 ? 9 : 1);
    int reach = Math.max(1, Math.min(40, dilation * (kernel - 1)));
    Padding padding =
        random.nextBoolean()
            ? new Padding(reach / 2, reach / 2, reach / 2, reach / 2)
            : new Padding(
                wild(random, 0, reach),
                wild(random, 0, reach),
                wild(random, 0, reach),
                wild(random, 0, reach));
    Activation activation = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    int channels = wild(random, 1, random.nextInt(3) == 0 ? 70 : 9);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new Layer.Convolution(
              name, last, channels, kernel, stride, padding, dilation, activation);
      case 3 ->
          new Layer.DepthwiseConvolution(name, last, kernel, stride, padding, dilation, activation);
      case 4 -> new Layer.MaxPooling(name, last, kernel, stride);
      case 5 -> new Layer.Upsampling(name, last, wild(random, 2, 3));
      case 6 -> new Layer.Addition(name, List.of(last, other));
      default -> new Layer.Concatenation(name, List.of(last, other));
    };
  }

  private static NetworkSpec wideNetwork(SplittableRandom random) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Input("input", logarithmic(random, 40)));
    int count = random.nextInt(1, 4);
    for (int i = 1; i <= count; i++) {
      layers.add(wideLayer("l" + i, layers.get(i - 1).name(), random));
    }
    return new NetworkSpec("wide", layers);
  }

  private static Layer wideLayer(String name, String last, SplittableRandom random) {
    int kernel = logarithmic(random, LARGEST);
    int stride = random.nextInt(3) == 0 ? logarithmic(random, LARGEST) : 1;
    int dilation = logarithmic(random, 2 * LARGEST / kernel);
    int half = Math.min(LARGEST, dilation * (kernel - 1) / 2);
    Padding padding =
        random.nextBoolean()
            ? new Padding(half, half, half, half)
            : new Padding(
                logarithmic(random, LARGEST) - 1,
                logarithmic(random, LARGEST) - 1,
                logarithmic(random, LARGEST) - 1,
                logarithmic(random, LARGEST) - 1);
    Activation activation = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          new Layer.Convolution(
              name,
              last,
              logarithmic(random, 40),
              kernel,
              stride,
              padding,
              Math.min(dilation, LARGEST),
              activation);
      case 2, 3 ->
          new Layer.DepthwiseConvolution(
              name, last, kernel, stride, padding, Math.min(dilation, LARGEST), activation);
      default -> new Layer.MaxPooling(name, last, logarithmic(random, 64), stride);
    };
  }

  /** From 1 to most, every magnitude as often as any other. */
  private static int logarithmic(SplittableRandom random, int most) {
    return (int) Math.exp(random.nextDouble() * Math.log(most + 1.0));
  }

  private static FeatureMaps batch(NetworkSpec spec, SplittableRandom random) {
    int multiple = spec.sizeMultiple();
    int channels = spec.input().channels();
    return switch (random.nextInt(9)) {
      case 0 -> batch(1, channels, 1, 1, random);
      case 1 -> batch(1, channels, 1, 20_000, random);
      case 2 -> batch(1, channels, 20_000, 1, random);
      case 3 -> batch(random.nextInt(3), channels, random.nextInt(3), 4, random);
      case 4 -> batch(1, channels + 1, multiple, multiple, random);
      case 5 -> batch(1 << 15, 1 << 15, 1 << 15, 2, random);
      case 6 -> {
        FeatureMaps batch = batch(2, channels, 2 * multiple, 8 * multiple, random);
        batch.values()[random.nextInt(batch.values().length)] = Float.NaN;
        yield batch;
      }
      default ->
          batch(
              random.nextInt(1, 5),
              channels,
              Math.multiplyExact(multiple, random.nextInt(1, 30)),
              Math.multiplyExact(multiple, random.nextInt(1, 30)),
              random);
    };
  }

  private static FeatureMaps batch(
      int count, int channels, int height, int width, SplittableRandom random) {
    if ((double) count * channels * height * width > MOST_VALUES) {
      return FeatureMaps.of(count, channels, height, width, new float[0]);
    }
    return RandomNetworks.batch(count, channels, height, width, random);
  }
}
