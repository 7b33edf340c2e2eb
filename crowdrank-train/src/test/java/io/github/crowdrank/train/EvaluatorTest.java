package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  @TempDir Path folder;

  @Test
  void every_image_is_counted_compared_and_written_down() throws Exception {
    CrowdDataset dataset = SmallTraining.PAINTER.dataset(4, 8);
    List<Integer> progress = new ArrayList<>();
    Evaluation evaluation;
    double error = 0;
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      evaluation =
          new Evaluator((done, total, result) -> progress.add(done)).evaluate(counter, dataset);
      for (int i = 0; i < 4; i++) {
        double count = counter.estimate(dataset.image(i)).count();
        assertThat(evaluation.images().get(i).estimate()).isEqualTo(count);
        error += Math.abs(count - dataset.heads(i).size()) / 4;
      }
    }

    assertThat(progress).containsExactly(1, 2, 3, 4);
    assertThat(evaluation.errors().mae()).isCloseTo(error, within(1e-9));
    assertThat(evaluation.gridErrors().get(0)).isCloseTo(error, within(1e-3));
    // A finer grid cannot hide errors that a coarser one shows.
    assertThat(evaluation.gridErrors().get(3))
        .isGreaterThanOrEqualTo(evaluation.gridErrors().get(0));

    Path csv = folder.resolve("result.csv");
    evaluation.writeCsv(csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("image,truth,estimate,error,milliseconds");
    assertThat(lines.get(1)).startsWith(dataset.id(0) + "," + dataset.heads(0).size() + ",");
  }

  /**
   * One pixel, one cell, one weight: the density of a pixel is its brightness, whatever the window.
   */
  private static final NetworkSpec PIXELWISE =
      new NetworkSpec(
          "pixelwise",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "out", "input", 1, 1, 1, Padding.NONE, 1, Activation.IDENTITY)));

  @ParameterizedTest(name = "windows of {0} every {1}")
  @CsvSource({"16,10", "16,16", "30,7", "80,1", "500,10"})
  void sliding_windows_agree_with_the_whole_image_where_windows_do_not_matter(int side, int step)
      throws Exception {
    CrowdDataset dataset = SmallTraining.PAINTER.dataset(1, 8);
    CrowdModel model =
        new CrowdModel(
            PIXELWISE,
            Weights.of(PIXELWISE, new float[] {1 / 255f, 0, 0, 0}),
            Preprocessing.none(ChannelOrder.RGB),
            ModelCard.of("brightness", "For tests."));
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      ImageResult whole = new Evaluator().evaluate(counter, dataset).images().get(0);
      ImageResult sliding =
          new Evaluator(new EvaluationMode.SlidingWindows(side, step), (done, total, result) -> {})
              .evaluate(counter, dataset)
              .images()
              .get(0);
      assertThat(sliding.estimate()).isCloseTo(whole.estimate(), withinPercentage(1e-3));
    }
  }

  @Test
  void sliding_windows_count_negative_densities_as_empty() throws Exception {
    CrowdDataset dataset = SmallTraining.PAINTER.dataset(1, 8);
    CrowdModel model =
        new CrowdModel(
            PIXELWISE,
            Weights.of(PIXELWISE, new float[] {0, 0, 0, -1}),
            Preprocessing.none(ChannelOrder.RGB),
            ModelCard.of("nobody", "For tests."));
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      Evaluation evaluation =
          new Evaluator(new EvaluationMode.SlidingWindows(32, 32), (done, total, result) -> {})
              .evaluate(counter, dataset);
      assertThat(evaluation.images().get(0).estimate()).isZero();
    }
    assertThatThrownBy(() -> new EvaluationMode.SlidingWindows(10, 11)).hasMessageContaining("11");
  }

  @Test
  void an_empty_dataset_is_refused() {
    CrowdDataset empty = SmallTraining.PAINTER.dataset(1, 8).subset("nothing", List.of());
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      assertThatThrownBy(() -> new Evaluator().evaluate(counter, empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no images");
    }
  }
}
