package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validations that could not read all of their images beside those that could. */
class BestValidationTest {
  /** The picture that is counted worst: a thousand people were annotated where few are. */
  private static final int WORST = 3;

  private static final CrowdDataset IMAGES = new Overcrowded(SmallTraining.PAINTER.dataset(4, 99));
  private static final int EVERY = 4;

  @TempDir Path folder;
  private final AtomicInteger validations = new AtomicInteger();
  private final AtomicReference<CrowdTrainer> running = new AtomicReference<>();

  private record Overcrowded(CrowdDataset dataset) implements CrowdDataset {
    @Override
    public String name() {
      return "overcrowded";
    }

    @Override
    public int size() {
      return dataset.size();
    }

    @Override
    public String id(int index) {
      return dataset.id(index);
    }

    @Override
    public List<HeadPoint> heads(int index) throws IOException {
      return index == WORST
          ? Collections.nCopies(1000, new HeadPoint(40, 40))
          : dataset.heads(index);
    }

    @Override
    public RgbImage image(int index) throws IOException {
      return dataset.image(index);
    }
  }

  /** Some validations, counted from 1, cannot read the worst picture. */
  private TrainerBuilder training(List<Integer> failing) {
    CrowdDataset watched =
        new WatchedDataset(
            IMAGES,
            index -> {
              if (index == WORST && failing.contains(validations.get() + 1)) {
                throw new IOException("the share is away");
              }
            });
    return SmallTraining.builder(TrainingScheme.countingOnly())
        .validation(watched, EVERY)
        .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
        .safeguards(Safeguards.lenient())
        .listener(
            new TrainingListener() {
              @Override
              public void onValidation(ValidationReport report) {
                validations.incrementAndGet();
              }
            });
  }

  private static void isFullAndBest(TrainingResult result) throws IOException {
    List<ValidationReport> reports = result.validations();
    assertThat(reports)
        .extracting(report -> report.errors().images())
        .containsExactly(IMAGES.size(), IMAGES.size() - 1, IMAGES.size());
    assertThat(reports.get(1).errors().mae())
        .as("without the worst picture the error is lower")
        .isLessThan(reports.get(0).errors().mae())
        .isLessThan(reports.get(2).errors().mae());
    assertThat(reports.get(0).best()).isTrue();
    assertThat(reports.get(1).best()).isFalse();
    boolean third = reports.get(2).errors().mae() < reports.get(0).errors().mae();
    assertThat(reports.get(2).best()).isEqualTo(third);
    int best = reports.get(third ? 2 : 0).step();
    assertThat(result.model().weights().toArray())
        .isEqualTo(
            SmallTraining.weights(
                SmallTraining.builder(TrainingScheme.countingOnly()).steps(best)));
  }

  @Test
  void one_that_lacks_a_picture_is_not_the_best() throws IOException {
    isFullAndBest(training(List.of(2)).build().run());
  }

  @Test
  void nor_is_it_after_a_resume() throws IOException {
    CrowdTrainer trainer =
        training(List.of(2))
            .checkpoints(folder, 100)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onValidation(ValidationReport report) {
                    Objects.requireNonNull(running.get()).stop();
                  }
                })
            .build();
    running.set(trainer);
    assertThat(trainer.run().validations()).hasSize(1);

    isFullAndBest(training(List.of(2)).checkpoints(folder, 100).build().run());
  }

  @Test
  void one_with_more_pictures_than_all_before_it_is_the_best() throws IOException {
    TrainingResult result = training(List.of(1, 3)).build().run();

    assertThat(result.validations().get(1).errors().mae())
        .isGreaterThan(result.validations().get(0).errors().mae());
    assertThat(result.validations())
        .extracting(ValidationReport::best)
        .containsExactly(true, true, false);
    assertThat(result.model().weights().toArray())
        .isEqualTo(
            SmallTraining.weights(
                SmallTraining.builder(TrainingScheme.countingOnly()).steps(2 * EVERY)));
  }
}
