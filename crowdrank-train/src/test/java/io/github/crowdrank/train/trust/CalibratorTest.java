package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CountSpread;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.train.WatchedDataset;
import io.github.crowdrank.train.evaluation.Evaluator;
import io.github.crowdrank.train.trust.Divisions.Known;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  private static final SyntheticCrowd PAINTER =
      SyntheticCrowd.builder().size(160, 128).people(2, 60).build();

  private final CrowdModel bundled = BundledModel.COMPACT.load();

  @Test
  void intervals_hold_the_truth_of_painted_crowds_that_were_not_used() throws IOException {
    CrowdDataset painted = PAINTER.dataset(100, 3);
    List<Known> known = new ArrayList<>();
    try (CrowdCounter counter = CrowdCounter.builder(bundled).build()) {
      for (int i = 0; i < painted.size(); i++) {
        known.add(Known.of(counter, painted.image(i), painted.heads(i).size()));
      }
    }

    for (double confidence : new double[] {0.8, 0.9}) {
      double coverage = Divisions.meanCoverage(known, confidence, 500, 4);

      assertThat(coverage).isBetween(confidence - 0.03, confidence + 0.03);
    }
  }

  @Test
  void scores_are_those_of_the_images_and_the_card_tells_of_them() throws IOException {
    CrowdDataset painted = PAINTER.dataset(12, 5);
    List<Integer> told = new ArrayList<>();

    CrowdModel calibrated =
        Calibrator.builder()
            .progress((done, total) -> told.add(done))
            .build()
            .calibrate(bundled, painted);

    List<Double> scores = new ArrayList<>();
    try (CrowdCounter counter = CrowdCounter.builder(bundled).build()) {
      for (int i = 0; i < painted.size(); i++) {
        CountSpread spread = CountSpread.of(counter, painted.image(i));
        scores.add(
            Calibration.score(
                spread.estimate().count(), spread.deviation(), painted.heads(i).size()));
      }
    }
    assertThat(calibrated.calibration().scores())
        .containsExactlyElementsOf(scores.stream().sorted().toList());
    assertThat(calibrated.calibration().curve().points()).isEmpty();
    assertThat(calibrated.weights()).isEqualTo(bundled.weights());
    assertThat(calibrated.card().facts())
        .containsEntry("calibration", "12 images of " + painted.name());
    assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(Calibrator.builder().build().calibrate(calibrated, painted)).isEqualTo(calibrated);
  }

  @Test
  void corrected_counts_are_nearer_to_the_truth_of_other_images() throws IOException {
    CrowdModel corrected =
        Calibrator.builder()
            .correctCounts()
            .seed(2)
            .build()
            .calibrate(bundled, PAINTER.dataset(60, 6));

    assertThat(corrected.calibration().scores()).hasSize(30);
    assertThat(corrected.calibration().curve().points()).isNotEmpty();
    assertThat(corrected.card().facts().get("calibration"))
        .contains("60 images", "half of them to correct counts, seed 2");
    CrowdDataset others = PAINTER.dataset(30, 7);
    assertThat(meanError(corrected, others)).isLessThan(0.9 * meanError(bundled, others));
  }

  private static double meanError(CrowdModel model, CrowdDataset images) throws IOException {
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      return Evaluator.builder().countsOnly().build().evaluate(counter, images).errors().mae();
    }
  }

  @Test
  void what_cannot_be_calibrated_on_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Calibrator.builder()
                    .build()
                    .calibrate(bundled, PAINTER.dataset(2, 1).subset("none", List.of())))
        .withMessage("dataset none has no images");
    CrowdDataset broken = BrokenSecond.of(PAINTER.dataset(3, 1));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Calibrator.builder().build().calibrate(bundled, broken))
        .withMessage("%s, image %s: cut short", broken.name(), broken.id(1));
  }

  @Test
  void an_image_that_finds_no_room_is_named() {
    CrowdDataset large =
        new WatchedDataset(
            PAINTER.dataset(3, 1),
            index -> {
              if (index == 1) {
                throw new OutOfMemoryError("Java heap space");
              }
            });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Calibrator.builder().build().calibrate(bundled, large))
        .withMessageStartingWith(
            "%s, image %s does not fit into memory".formatted(large.name(), large.id(1)));
  }
}
