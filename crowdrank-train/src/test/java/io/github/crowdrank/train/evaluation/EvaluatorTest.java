package io.github.crowdrank.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.Localization;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapScaling;
import io.github.crowdrank.metric.MapSimilarity;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.train.WatchedDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(96, 80).people(0, 40).build();

  @Test
  void every_image_is_counted_and_compared_in_every_way() throws Exception {
    CrowdDataset dataset = PAINTER.dataset(4, 8);
    List<Integer> progress = new ArrayList<>();
    double error = 0;
    LocalizationCounts found = LocalizationCounts.empty();
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      Evaluation evaluation =
          Evaluator.builder()
              .listener((done, total, result) -> progress.add(done))
              .build()
              .evaluate(counter, dataset);
      for (int i = 0; i < 4; i++) {
        CrowdEstimate estimate = counter.estimate(dataset.image(i));
        List<HeadPoint> heads = dataset.heads(i);
        CellGrid grid = CellGrid.ofStride(96, 80, estimate.stride());
        ImageResult result = evaluation.images().get(i);
        assertThat(result.estimate()).isEqualTo(estimate.count());
        assertThat(result.truth()).isEqualTo(heads.size());
        assertThat(result.mapTruth()).isCloseTo(heads.size(), within(1e-3));
        assertThat(result.similarity())
            .isEqualTo(
                MapSimilarity.of(
                    DensityPainter.paper().paint(heads, 96, 80),
                    estimate.density(),
                    grid,
                    MapScaling.TRUE_PEAK));
        found = found.plus(Localization.standard().judge(estimate.density(), grid, heads));
        error += Math.abs(estimate.count() - heads.size()) / 4;
      }
      assertThat(progress).containsExactly(1, 2, 3, 4);
      assertThat(evaluation.errors().mae()).isCloseTo(error, within(1e-9));
      assertThat(evaluation.mapErrors().mae()).isCloseTo(error, within(1e-3));
      assertThat(evaluation.gridErrors()).hasSize(4);
      assertThat(evaluation.gridErrors().get(0)).isCloseTo(error, within(1e-3));
      // A finer grid cannot hide errors that a coarser one shows.
      assertThat(evaluation.gridErrors()).isSorted();
      assertThat(evaluation.localization()).isEqualTo(found);
      assertThat(evaluation.failures()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} images ahead")
  @ValueSource(ints = {1, 2, 7})
  void the_order_does_not_depend_on_how_far_ahead_images_are_read(int lookAhead) throws Exception {
    CrowdDataset dataset = PAINTER.dataset(5, 9);
    try (CrowdCounter counter = Counters.brightness()) {
      Evaluation evaluation =
          Evaluator.builder()
              .countsOnly()
              .lookAhead(lookAhead)
              .build()
              .evaluate(counter, slowStart(dataset));

      assertThat(evaluation.images())
          .extracting(ImageResult::id)
          .containsExactly(
              dataset.id(0), dataset.id(1), dataset.id(2), dataset.id(3), dataset.id(4));
      for (int i = 0; i < 5; i++) {
        assertThat(evaluation.images().get(i).estimate())
            .isEqualTo(counter.estimate(dataset.image(i)).count());
        assertThat(evaluation.images().get(i).similarity()).isNull();
        assertThat(evaluation.images().get(i).localization()).isNull();
      }
    }
  }

  /** Its first image is the last one to arrive. */
  private static CrowdDataset slowStart(CrowdDataset dataset) {
    return new WatchedDataset(
        dataset,
        index -> {
          try {
            Thread.sleep(index == 0 ? 100 : 0);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }

  @Test
  void all_ways_through_the_network_that_see_the_whole_image_agree() throws Exception {
    CrowdDataset dataset =
        SyntheticCrowd.builder().size(1100, 900).people(30, 60).build().dataset(1, 4);
    List<EvaluationMode> modes =
        List.of(
            EvaluationMode.asCounted(),
            EvaluationMode.wholeImage(),
            new EvaluationMode.Tiled(40 << 20),
            new EvaluationMode.Tiled(1L << 40));
    List<Integer> tiles = new ArrayList<>();
    List<Double> estimates = new ArrayList<>();
    try (CrowdCounter counter =
        CrowdCounter.builder(BundledModel.COMPACT.load())
            .tileListener((done, total) -> tiles.add(total))
            .build()) {
      for (EvaluationMode mode : modes) {
        Evaluation evaluation =
            Evaluator.builder().mode(mode).countsOnly().build().evaluate(counter, dataset);
        estimates.add(evaluation.images().get(0).estimate());
      }
      assertThatThrownBy(
              () ->
                  Evaluator.builder()
                      .mode(new EvaluationMode.Tiled(1))
                      .build()
                      .evaluate(counter, dataset))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(dataset.id(0))
          .hasMessageContaining("1 bytes is too small");
    }
    assertThat(estimates)
        .allSatisfy(it -> assertThat(it).isCloseTo(estimates.get(0), withinPercentage(0.01)));
    assertThat(tiles.get(0)).isEqualTo(1);
    assertThat(tiles.get(1)).isEqualTo(1);
    assertThat(tiles.get(2)).isGreaterThan(1);
    assertThat(tiles.get(tiles.size() - 1)).isEqualTo(1);
  }

  @ParameterizedTest(name = "windows of {0} every {1}")
  @CsvSource({"16,10", "16,16", "30,7", "80,1", "500,10"})
  void sliding_windows_agree_with_the_whole_image_where_windows_do_not_matter(int side, int step)
      throws Exception {
    CrowdDataset dataset = PAINTER.dataset(1, 8);
    try (CrowdCounter counter = Counters.brightness()) {
      double whole = counter.estimate(dataset.image(0)).count();
      assertThat(estimate(counter, dataset, new EvaluationMode.SlidingWindows(side, step, side)))
          .isCloseTo(whole, withinPercentage(1e-3));
      // Twice the side: four times the brightness.
      assertThat(
              estimate(counter, dataset, new EvaluationMode.SlidingWindows(side, step, 2 * side)))
          .isCloseTo(4 * whole, withinPercentage(1));
    }
  }

  private static double estimate(CrowdCounter counter, CrowdDataset dataset, EvaluationMode mode)
      throws IOException {
    return Evaluator.builder()
        .mode(mode)
        .build()
        .evaluate(counter, dataset)
        .images()
        .get(0)
        .estimate();
  }

  @Test
  void sliding_windows_agree_with_naive_loops() throws Exception {
    RgbImage image = PAINTER.dataset(1, 8).image(0);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      double[][] sums = new double[80][96];
      int[][] votes = new int[80][96];
      // 96 = 64 + 24 + 8 and 80 = 64 + 16: one window more at the right edge, none below.
      for (int top : new int[] {0, 16}) {
        for (int left : new int[] {0, 16, 32}) {
          DensityMap window =
              counter
                  .estimate(image.resample(new Region(left, top, 64, 64), 128, 128))
                  .density()
                  .resize(64, 64);
          for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
              sums[top + y][left + x] += Math.max(0, window.at(x, y));
              votes[top + y][left + x]++;
            }
          }
        }
      }
      DensityMap density =
          new SlidingCounter(counter, new EvaluationMode.SlidingWindows(64, 16, 128))
              .density(image);
      for (int y = 0; y < 80; y++) {
        for (int x = 0; x < 96; x++) {
          assertThat(density.at(x, y)).isCloseTo((float) (sums[y][x] / votes[y][x]), within(1e-7f));
        }
      }
    }
  }

  @ParameterizedTest(
      name = "pictures of {0}x{1}, cell {2}, {3} at columns {4} to {5} and rows {6} to {7}")
  @CsvSource({
    // The last cells reach from 144 to 160, of which the picture has one column or row.
    "160,145, 16,144, 16,31, 144,144",
    "145,160, 144,16, 144,144, 16,31",
    "145,145, 144,144, 144,144, 144,144",
    "145,145, 16,128, 16,31, 128,143",
    "150,160, 149,16, 144,149, 16,31"
  })
  void people_in_a_window_that_is_no_multiple_of_the_stride_are_where_their_cell_is(
      int width, int height, int x, int y, int left, int right, int top, int bottom) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, 3 * (y * width + x), 3 * (y * width + x) + 3, (byte) 255);
    RgbImage image = RgbImage.of(width, height, pixels);
    try (CrowdCounter counter = Counters.brightestOf16()) {
      DensityMap density =
          new SlidingCounter(counter, new EvaluationMode.SlidingWindows(224, 10, 224))
              .density(image);

      assertThat(density.sum()).isCloseTo(1, within(1e-5));
      assertThat(density.crop(left, top, right - left + 1, bottom - top + 1).sum())
          .isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest(name = "windows of {0} every {1}")
  @CsvSource({"500,10", "16,16", "30,7"})
  void a_correction_of_counts_is_of_the_whole_image_and_not_of_windows(int side, int step)
      throws Exception {
    CrowdDataset dataset = PAINTER.dataset(1, 8);
    CrowdModel model = Counters.brightnessModel();
    double plain;
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      plain = counter.estimate(dataset.image(0)).count();
    }
    // What a window counts is far below the first point, where counts are doubled.
    CountCurve curve =
        new CountCurve(
            List.of(
                new CountCurve.Point(plain / 2, plain), new CountCurve.Point(plain, 1.25 * plain)));
    try (CrowdCounter counter =
        CrowdCounter.builder(model.withCalibration(new Calibration(curve, List.of()))).build()) {
      assertThat(estimate(counter, dataset, new EvaluationMode.SlidingWindows(side, step, side)))
          .isCloseTo(1.25 * plain, withinPercentage(1e-3));
    }
  }

  @Test
  void sliding_windows_count_negative_densities_as_empty() throws Exception {
    CrowdDataset dataset = PAINTER.dataset(1, 8);
    try (CrowdCounter counter = Counters.constant(-1)) {
      assertThat(estimate(counter, dataset, new EvaluationMode.SlidingWindows(32, 32, 32)))
          .isZero();
    }
    assertThatThrownBy(() -> new EvaluationMode.SlidingWindows(10, 11, 10))
        .hasMessageContaining("11");
    assertThatThrownBy(() -> new EvaluationMode.Tiled(0)).hasMessageContaining("0");
  }

  @Test
  void the_sum_of_the_true_map_is_what_the_painter_keeps() throws Exception {
    CrowdDataset twins =
        new OneImage(
            PAINTER.dataset(1, 8), List.of(new HeadPoint(5.2, 9.1), new HeadPoint(5.9, 9.8)));
    try (CrowdCounter counter = Counters.constant(0)) {
      assertThat(mapTruth(counter, twins, GroundTruth.paper())).isCloseTo(2, within(1e-4));
      assertThat(mapTruth(counter, twins, GroundTruth.authors())).isCloseTo(1, within(1e-4));
      GroundTruth clipped =
          new GroundTruth(DensityPainter.builder().border(BorderHandling.CLIPPED).build(), false);
      assertThat(mapTruth(counter, twins, clipped)).isBetween(0.5, 1.5);
    }
  }

  private static double mapTruth(CrowdCounter counter, CrowdDataset dataset, GroundTruth truth)
      throws IOException {
    Evaluation evaluation =
        Evaluator.builder().groundTruth(truth).build().evaluate(counter, dataset);
    assertThat(evaluation.errors().mae()).isEqualTo(2);
    return evaluation.mapErrors().mae();
  }

  /** Another annotation for the first image of a dataset. */
  private record OneImage(CrowdDataset dataset, List<HeadPoint> points) implements CrowdDataset {
    @Override
    public String name() {
      return "one image";
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public String id(int index) {
      return dataset.id(index);
    }

    @Override
    public List<HeadPoint> heads(int index) {
      return points;
    }

    @Override
    public RgbImage image(int index) throws IOException {
      return dataset.image(index);
    }
  }

  @Test
  void an_empty_dataset_and_no_look_ahead_are_refused() {
    CrowdDataset empty = PAINTER.dataset(1, 8).subset("nothing", List.of());
    try (CrowdCounter counter = Counters.constant(0)) {
      assertThatThrownBy(() -> Evaluator.builder().build().evaluate(counter, empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no images");
    }
    assertThatThrownBy(() -> Evaluator.builder().lookAhead(0).build()).hasMessageContaining("0");
  }

  @Test
  void an_interrupt_ends_the_evaluation() {
    try (CrowdCounter counter = Counters.constant(0)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Evaluator.builder().build().evaluate(counter, PAINTER.dataset(2, 8)))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
