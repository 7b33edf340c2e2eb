package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
