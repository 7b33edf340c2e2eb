package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.train.evaluation.Counters;
import io.github.crowdrank.train.evaluation.ImageFailure;
import io.github.crowdrank.train.trust.Squares.Picture;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingAuditTest {
  /**
   * Concentric crops of as many pixels each: a counter of brightness is right if it falls inwards.
   */
  private static final RankingTrial TRIAL =
      new RankingTrial(RankedPatchSampler.builder().patches(3).size(48).build(), 2, 1);

  private static final Squares SQUARES =
      new Squares(
          List.of(
              new Picture(Color.RED, Color.BLACK),
              new Picture(Color.BLACK, Color.RED),
              new Picture(new Color(100, 0, 0), new Color(200, 0, 0))));

  @TempDir Path folder;

  @Test
  void brighter_middles_violate_the_order_of_a_counter_of_brightness() throws IOException {
    try (CrowdCounter counter = Counters.brightness()) {
      RankingAudit audit = RankingAudit.of(counter, SQUARES, TRIAL, ImageProgress.NONE);

      assertThat(audit.failures()).isEmpty();
      assertThat(audit.pictures()).extracting(it -> it.violations().pairs()).containsOnly(6);
      assertThat(audit.pictures())
          .extracting(it -> it.violations().rate())
          .containsExactly(0.0, 1.0, 1.0);
      assertThat(audit.violations().rate()).isCloseTo(2 / 3.0, within(1e-12));
      assertThat(audit.suspects(0.5))
          .extracting(AuditedPicture::id)
          .containsExactly("square 1", "square 2");
      assertThat(audit.suspects(1)).isEmpty();
      assertThat(audit.pictures().get(0).count()).isCloseTo(0.75 * 96 * 96, within(1.0));
      assertThat(RankingAudit.of(counter, SQUARES, TRIAL, ImageProgress.NONE)).isEqualTo(audit);

      Path csv = folder.resolve("audit.csv");
      audit.writeCsv(csv);
      assertThat(Files.readAllLines(csv))
          .hasSize(4)
          .startsWith("image,count,pairs,violated,rate,size,problem")
          .anyMatch(line -> line.matches("square 1,2304\\.\\d+,6,6,1\\.0000,\\d\\.\\d{4},"));
    }
  }

  @Test
  void a_counter_that_says_the_same_of_everything_violates_nothing() {
    try (CrowdCounter counter = Counters.constant(1)) {
      assertThat(RankingAudit.of(counter, SQUARES, TRIAL, ImageProgress.NONE).violations())
          .isEqualTo(new RankingViolations(18, 0, 0, 18 * 48 * 48));
    }
  }

  @Test
  void pictures_that_cannot_be_read_are_told_of_and_the_others_are_tried() throws IOException {
    CrowdDataset broken =
        BrokenSecond.of(SyntheticCrowd.builder().size(96, 80).people(1, 9).build().dataset(3, 1));
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      RankingAudit audit =
          RankingAudit.of(counter, broken.unlabeled(), RankingTrial.standard(), ImageProgress.NONE);

      assertThat(audit.pictures()).hasSize(2);
      assertThat(audit.violations().pairs()).isEqualTo(2 * 4 * 10);
      assertThat(audit.failures())
          .singleElement()
          .satisfies(it -> assertThat(it.id()).isEqualTo(broken.id(1)));
      audit.writeCsv(folder.resolve("audit.csv"));
      assertThat(Files.readString(folder.resolve("audit.csv")))
          .contains(broken.id(1) + ",,,,,,cut short");
    }
  }

  @Test
  void a_picture_that_is_gone_has_a_reason_and_not_only_a_path() throws IOException {
    Path gone = folder.resolve("gone.jpg");
    RankingAudit audit =
        new RankingAudit(
            List.of(),
            List.of(new ImageFailure("gone.jpg", new NoSuchFileException(gone.toString()))));

    audit.writeCsv(folder.resolve("audit.csv"));

    assertThat(Files.readAllLines(folder.resolve("audit.csv")))
        .contains("gone.jpg,,,,,,java.nio.file.NoSuchFileException: " + gone);
  }

  @Test
  void chains_are_at_least_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RankingTrial(RankedPatchSampler.paper(), 0, 1))
        .withMessageContaining("were 0");
  }
}
