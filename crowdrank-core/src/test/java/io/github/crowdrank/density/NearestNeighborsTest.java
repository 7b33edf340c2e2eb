package io.github.crowdrank.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNeighborsTest {
  private static double[] naive(List<HeadPoint> heads, int neighbors) {
    double[] means = new double[heads.size()];
    for (int i = 0; i < means.length; i++) {
      double[] squared = new double[means.length - 1];
      for (int j = 0; j < means.length; j++) {
        double x = heads.get(i).x() - heads.get(j).x();
        double y = heads.get(i).y() - heads.get(j).y();
        if (j != i) {
          squared[j < i ? j : j - 1] = x * x + y * y;
        }
      }
      means[i] =
          Arrays.stream(squared).sorted().limit(neighbors).map(Math::sqrt).average().orElseThrow();
    }
    return means;
  }

  /** On a line across, down or aslant, in few places, or anywhere. */
  private static List<HeadPoint> crowd(SplittableRandom random) {
    int kind = random.nextInt(6);
    List<HeadPoint> heads = new ArrayList<>();
    for (int left = random.nextInt(2, 400); left > 0; left--) {
      double place = random.nextDouble(500);
      heads.add(
          switch (kind) {
            case 0 -> new HeadPoint(place, 7);
            case 1 -> new HeadPoint(7, place);
            case 2 -> new HeadPoint(place, 2 * place);
            case 3 -> new HeadPoint(random.nextInt(4), random.nextInt(4));
            case 4 -> new HeadPoint(random.nextInt(3), place);
            default -> new HeadPoint(place, random.nextDouble(300));
          });
    }
    return heads;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_distances_are_to_the_bit_those_of_a_full_search(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 25; i++) {
      List<HeadPoint> heads = crowd(random);
      int neighbors = random.nextInt(1, 12);

      assertThat(NearestNeighbors.meanDistances(heads, neighbors))
          .containsExactly(naive(heads, neighbors));
    }
  }

  /** The longer side of the crowd lies across the line, or its heads share a few places. */
  @ParameterizedTest(name = "{0} heads apart")
  @ValueSource(doubles = {1, 1e-3, 0})
  void heads_on_one_line_take_no_more_steps_than_others(double apart) {
    int count = 20_000;
    List<HeadPoint> heads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      heads.add(new HeadPoint(5, apart * i));
    }
    heads.add(new HeadPoint(100_000, 0));
    NearestNeighbors tree = new NearestNeighbors(heads, 2);

    double[] distances = tree.meanDistances();

    assertThat(distances[0]).isCloseTo(1.5 * apart, within(1e-9));
    assertThat(distances[count / 2]).isCloseTo(apart, within(1e-9));
    assertThat(tree.visits()).isLessThan(300L * count);
  }
}
