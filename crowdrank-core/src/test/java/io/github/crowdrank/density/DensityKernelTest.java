package io.github.crowdrank.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityKernel.FixedGaussian;
import io.github.crowdrank.density.DensityKernel.GeometryAdaptiveGaussian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensityKernelTest {
  @Test
  void the_paper_uses_15_pixels_for_every_head() {
    List<HeadPoint> heads = List.of(new HeadPoint(1, 2), new HeadPoint(3, 4));

    assertThat(DensityKernel.paper().sigmas(heads)).containsExactly(15, 15);
  }

  @Test
  void the_adaptive_sigma_is_a_share_of_the_mean_distance_to_the_nearest() {
    List<HeadPoint> heads =
        List.of(
            new HeadPoint(0, 0),
            new HeadPoint(30, 40),
            new HeadPoint(0, 10),
            new HeadPoint(20, 0),
            new HeadPoint(500, 0));

    double[] sigmas = DensityKernel.geometryAdaptive().sigmas(heads);

    assertThat(sigmas[0]).isCloseTo(0.3 * (10 + 20 + 50) / 3, within(1e-12));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void adaptive_sigmas_equal_those_of_a_full_search(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int neighbors = random.nextInt(1, 6);
    List<HeadPoint> heads = Crowds.random(random, random.nextInt(2, 300), 400, 300 * (int) seed);
    heads.addAll(heads.subList(0, heads.size() / 4));
    DensityKernel kernel = new GeometryAdaptiveGaussian(neighbors, 0.3, 2, 9, 15);

    assertThat(kernel.sigmas(heads))
        .containsExactly(fullSearch(heads, neighbors, 2, 9), within(1e-9));
  }

  @Test
  void a_lone_head_has_its_own_sigma_and_no_head_none() {
    DensityKernel kernel = new GeometryAdaptiveGaussian(3, 0.3, 1, 4, 7);

    assertThat(kernel.sigmas(List.of(new HeadPoint(3, 3)))).containsExactly(7);
    assertThat(kernel.sigmas(List.of())).isEmpty();
  }

  @Test
  void fewer_heads_than_neighbors_are_averaged_over_those_there_are() {
    List<HeadPoint> heads = List.of(new HeadPoint(0, 0), new HeadPoint(0, 10));

    assertThat(DensityKernel.geometryAdaptive().sigmas(heads)).containsExactly(3, 3);
  }

  @Test
  void a_large_crowd_on_one_spot_has_the_least_sigma() {
    List<HeadPoint> heads = new ArrayList<>(Collections.nCopies(200_000, new HeadPoint(7, 7)));
    heads.add(new HeadPoint(1000, 1000));

    double[] sigmas = DensityKernel.geometryAdaptive().sigmas(heads);

    assertThat(sigmas[0]).isEqualTo(1);
    assertThat(sigmas[200_000]).isEqualTo(100);
  }

  @Test
  void bad_values_are_named() {
    assertThatThrownBy(() -> new FixedGaussian(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sigma")
        .hasMessageContaining("0.0");
    assertThatThrownBy(() -> new FixedGaussian(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GeometryAdaptiveGaussian(0, 0.3, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neighbors");
    assertThatThrownBy(() -> new GeometryAdaptiveGaussian(3, -1, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beta");
    assertThatThrownBy(() -> new GeometryAdaptiveGaussian(3, 0.3, 5, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5.0 and 2.0");
  }

  private static double[] fullSearch(
      List<HeadPoint> heads, int neighbors, double least, double most) {
    double[] sigmas = new double[heads.size()];
    for (int i = 0; i < sigmas.length; i++) {
      double[] distances = new double[sigmas.length];
      for (int j = 0; j < sigmas.length; j++) {
        distances[j] =
            Math.hypot(heads.get(i).x() - heads.get(j).x(), heads.get(i).y() - heads.get(j).y());
      }
      Arrays.sort(distances);
      double mean = Arrays.stream(distances).skip(1).limit(neighbors).average().orElseThrow();
      sigmas[i] = Math.max(least, Math.min(most, 0.3 * mean));
    }
    return sigmas;
  }
}
