package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryBudgetTest {
  private static final CrowdModel MODEL = BundledModel.COMPACT.load();
  private static final NetworkSpec NETWORK = MODEL.network();

  static Stream<Engine> engines() {
    return Stream.of(OneDnnEngine.create(), Dl4jEngine.create());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void windows_fit_and_grow_with_the_budget(Engine engine) {
    try (InferenceNetwork network = engine.compile(NETWORK, MODEL.weights())) {
      long computed = Long.MAX_VALUE;
      for (long budget : new long[] {200L << 20, 400L << 20, 1L << 30}) {
        Tiling tiling = new MemoryBudget(network, budget).tiling(8_000, 12_000);

        assertThat(bytes(network, tiling)).isBetween(budget / 2, budget);
        assertThat(tiling.computedCells()).isLessThan(computed);
        computed = tiling.computedCells();
      }
      assertThat(computed).isLessThan(3 * 1500 * 1000);
    }
  }

  private static long bytes(InferenceNetwork network, Tiling tiling) {
    long pixels = (long) tiling.windowHeight() * tiling.windowWidth();
    return network.forwardBytes(tiling.windowHeight(), tiling.windowWidth())
        + 4 * (3 * pixels + tiling.windowCells());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void a_picture_that_fits_runs_whole(Engine engine) {
    try (InferenceNetwork network = engine.compile(NETWORK, MODEL.weights())) {
      Tiling whole = Tiling.whole(NETWORK, 900, 1100);
      long needed = bytes(network, whole);

      assertThat(new MemoryBudget(network, needed).tiling(900, 1100)).isEqualTo(whole);
      Tiling tiled = new MemoryBudget(network, needed - 1).tiling(900, 1100);
      assertThat(tiled.tiles()).hasSizeGreaterThan(1);
      assertThat(bytes(network, tiled)).isLessThan(needed);
      for (int[] size : new int[][] {{1, 1}, {1, 20_000}, {20_000, 1}, {640, 480}}) {
        assertThat(new MemoryBudget(network, 2L << 30).tiling(size[0], size[1]).tiles()).hasSize(1);
      }
    }
  }

  @Test
  void a_budget_too_small_for_one_tile_is_refused_with_one_that_would_do() {
    for (long tooSmall : new long[] {Long.MIN_VALUE, 0, 1, 10_000_000}) {
      assertThatThrownBy(() -> counter(tooSmall).close())
          .isInstanceOf(MemoryBudgetException.class)
          .hasMessageContaining("budget of " + tooSmall + " bytes")
          .satisfies(
              e -> {
                Matcher enough = Pattern.compile("(\\d+) bytes or more").matcher(e.getMessage());
                assertThat(enough.find()).isTrue();
                long least = Long.parseLong(enough.group(1));
                assertThatCode(() -> counter(least).close()).doesNotThrowAnyException();
                assertThatThrownBy(() -> counter(least - 1).close())
                    .isInstanceOf(IllegalArgumentException.class);
              });
    }
  }

  private static CrowdCounter counter(long budget) {
    return CrowdCounter.builder(MODEL).engine(OneDnnEngine.create()).memoryBudget(budget).build();
  }

  @Test
  void a_counter_with_a_small_budget_tells_of_its_tiles_and_counts_the_same() {
    byte[] samples = new byte[3 * 900 * 700];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 31 % 251 ^ i / 4099);
    }
    RgbImage image = RgbImage.of(900, 700, samples);
    List<String> told = new ArrayList<>();
    try (CrowdCounter whole = CrowdCounter.builder(MODEL).engine(OneDnnEngine.create()).build();
        CrowdCounter tiled =
            CrowdCounter.builder(MODEL)
                .engine(OneDnnEngine.create())
                .memoryBudget(40 << 20)
                .tileListener((done, total) -> told.add(done + "/" + total))
                .build()) {
      CrowdEstimate expected = whole.estimate(image);
      CrowdEstimate estimate = tiled.estimate(image);

      assertThat(told).hasSizeGreaterThan(1);
      assertThat(told).last().isEqualTo(told.size() + "/" + told.size());
      assertThat(Math.abs(estimate.count() - expected.count()))
          .isLessThan(1e-5 * Math.max(1, expected.count()));
    }
  }
}
