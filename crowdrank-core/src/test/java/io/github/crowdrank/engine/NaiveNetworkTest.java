package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.network.NetworkSpec;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaiveNetworkTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void gradients_are_those_of_finite_differences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkSpec spec = RandomNetworks.everyKind();
    double[] parameters = NaiveNetwork.doubles(RandomNetworks.weights(spec, random).toArray());
    double[] input = NaiveNetwork.doubles(RandomNetworks.batch(2, 3, 16, 16, random).values());
    NaiveNetwork network = new NaiveNetwork(spec, parameters);
    double[] output = network.forward(2, 16, 16, input);
    double[] toOutput = random.doubles(output.length, -1, 1).toArray();
    double[] gradient = network.backward(toOutput);

    int[] probes = random.ints(60, 0, parameters.length).toArray();
    double[] expected = new double[probes.length];
    for (int i = 0; i < probes.length; i++) {
      double step = 1e-6;
      double kept = parameters[probes[i]];
      parameters[probes[i]] = kept + step;
      double above = dot(toOutput, network.forward(2, 16, 16, input));
      parameters[probes[i]] = kept - step;
      double below = dot(toOutput, network.forward(2, 16, 16, input));
      parameters[probes[i]] = kept;
      expected[i] = (above - below) / (2 * step);
    }
    double[] actual = IntStream.of(probes).mapToDouble(i -> gradient[i]).toArray();

    assertThat(NaiveNetwork.relativeError(actual, expected)).isLessThan(1e-5);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
