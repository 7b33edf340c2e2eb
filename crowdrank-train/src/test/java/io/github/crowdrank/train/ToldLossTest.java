package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.loss.CrowdWeight;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.LossGradient;
import io.github.crowdrank.loss.WeightedDensityLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losses of users, of which a checkpoint knows no more than their text. */
class ToldLossTest {
  private static final DensityLoss EUCLIDEAN = new EuclideanDensityLoss();

  @TempDir Path folder;

  private static final class Silent implements DensityLoss {
    @Override
    public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
      return EUCLIDEAN.evaluate(predicted, targets);
    }
  }

  private record Told(double factor) implements DensityLoss {
    @Override
    public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
      return EUCLIDEAN.evaluate(predicted, targets);
    }
  }

  private static TrainerBuilder builder(DensityLoss loss) {
    return SmallTraining.builder(TrainingScheme.multiTask()).countingLoss(loss);
  }

  @Test
  void one_that_does_not_tell_its_choices_is_refused_with_checkpoints() {
    DensityLoss lambda = (predicted, targets) -> new LossGradient(0, predicted);
    DensityLoss term = WeightedDensityLoss.of(1, CrowdWeight.EQUAL, new Silent());
    DensityLoss nested = WeightedDensityLoss.of(2, CrowdWeight.ROOT, term);
    for (DensityLoss loss : List.of(new Silent(), lambda, term, nested)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder(loss).checkpoints(folder, 5).build())
          .withMessageContaining("ToldLossTest$")
          .withMessageContaining("has no toString(): let it name the loss and every choice of it");
    }
  }

  @Test
  void without_checkpoints_it_may_say_nothing() throws IOException {
    assertThat(SmallTraining.weights(builder(new Silent())))
        .isEqualTo(SmallTraining.weights(builder(EUCLIDEAN)));
  }

  @Test
  void one_that_tells_them_goes_on_from_its_checkpoints() throws IOException {
    float[] first = SmallTraining.weights(builder(new Told(2)).checkpoints(folder, 5));

    assertThat(SmallTraining.weights(builder(new Told(2)).checkpoints(folder, 5))).isEqualTo(first);
  }
}
