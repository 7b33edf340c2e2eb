package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.model.Preprocessing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DataWaitTest {
  private static final int STEPS = 8;

  /** The time of the tests: it passes only where they say so. */
  private final AtomicLong clock = new AtomicLong();

  private final AtomicInteger headsRead = new AtomicInteger();

  private CrowdDataset dataset(WatchedDataset.Reading beforeImage) {
    return new WatchedDataset(
        SmallTraining.labeled(), index -> headsRead.incrementAndGet(), beforeImage);
  }

  private BatchQueue queue(CrowdDataset labeled) {
    return new BatchQueue(
        new BatchAssembler(
            labeled,
            SmallTraining.unlabeled(),
            LabeledPatchSampler.builder().size(32).minSide(24).maxSide(48).stride(8).build(),
            RankedPatchSampler.builder().patches(3).size(32).build(),
            Preprocessing.signedRgb(),
            new RandomStreams(5),
            Reaction.STOP),
        TrainingScheme.countingOnly(),
        1,
        1,
        0,
        STEPS,
        1);
  }

  private double shareOfSteps(BatchQueue batches) throws Exception {
    DataWait wait = new DataWait(clock::get);
    for (int step = 0; step < STEPS; step++) {
      wait.stepBegins();
      batches.next();
      wait.batchArrived();
      clock.addAndGet(2_000);
      wait.stepEnds();
      clock.addAndGet(50_000); // what lies between steps counts for nothing
    }
    return wait.share();
  }

  @Test
  void a_reader_slower_than_the_trainer_is_waited_for() throws Exception {
    Thread trainer = Thread.currentThread();
    CrowdDataset slow =
        dataset(
            index -> {
              // Reading takes time only once the trainer stands still for it.
              while (trainer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              clock.addAndGet(6_000);
            });

    try (BatchQueue batches = queue(slow)) {
      assertThat(shareOfSteps(batches)).isCloseTo(6.0 / (6 + 2), within(1e-9));
    }
  }

  @Test
  void batches_drawn_ahead_are_not_waited_for() throws Exception {
    try (BatchQueue batches = queue(dataset(index -> {}))) {
      assertThat(shareOfSteps(batches)).isZero();
    }
  }

  @Test
  void before_the_first_step_the_share_is_zero() {
    assertThat(new DataWait(clock::get).share()).isZero();
  }

  @Test
  void a_training_reports_its_waiting() throws IOException {
    WatchedDataset.Reading slow =
        index -> {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    List<Double> shares = new ArrayList<>();

    TrainingResult result =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .labeled(dataset(slow))
            .steps(4)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    shares.add(report.dataWait());
                  }
                })
            .build()
            .run();

    assertThat(shares).hasSize(4).allMatch(share -> share > 0.1 && share < 1);
    assertThat(result.dataWait()).isEqualTo(shares.get(3));
  }

  @Test
  void heads_of_an_image_are_asked_for_once_however_often_it_is_drawn() throws Exception {
    CrowdDataset dataset = dataset(index -> {});
    try (BatchQueue batches = queue(dataset)) {
      for (int step = 0; step < STEPS; step++) {
        batches.next();
      }
    }
    assertThat(STEPS).isGreaterThan(dataset.size());
    assertThat(headsRead).hasValue(dataset.size());
  }
}
