package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.loss.DistributionMatchingLoss;
import io.github.crowdrank.loss.WeightedDensityLoss;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeChangeTest {
  private static final NetworkSpec CELLS_OF_8 = MobileNetV1.counter();
  private static final NetworkSpec CELLS_OF_4 = MobileNetV1.fineCounter();

  private static DensityLoss loss(RecipeChange change, NetworkSpec network) {
    return change.loss(Preset.MODERN.countingLoss(network), network);
  }

  /** A person that is seen 32 pixels from where one is. */
  private static double carried(NetworkSpec network) {
    int cells = 128 / network.stride();
    float[] truth = new float[cells];
    float[] found = new float[cells];
    truth[cells / 4] = 1;
    found[cells / 2] = 1;
    DensityTarget target =
        new DensityTarget(DensityMap.of(cells, 1, truth), List.of(new HeadPoint(0, 0)));
    return loss(RecipeChange.MATCHING_ALONE, network).evaluate(found, List.of(target)).loss();
  }

  @Test
  void carrying_a_person_so_many_pixels_costs_the_same_in_cells_of_any_size() {
    assertThat(loss(RecipeChange.MATCHING_ALONE, CELLS_OF_8))
        .isEqualTo(new DistributionMatchingLoss());
    assertThat(carried(CELLS_OF_8)).isCloseTo(0.1 * 32 * 32 + 0.01, within(1e-6));
    assertThat(carried(CELLS_OF_4)).isCloseTo(0.1 * 32 * 32 + 0.01, within(1e-6));
    assertThat(loss(RecipeChange.MATCHING_ALONE, CELLS_OF_4))
        .as("a plan blurred by 8 pixels")
        .isEqualTo(new DistributionMatchingLoss(1.6, 0.01, 2, 40));
  }

  @Test
  void beside_other_terms_matching_is_of_the_same_cells() {
    assertThat(
            ((WeightedDensityLoss) loss(RecipeChange.MATCHING_FOR_BAYESIAN, CELLS_OF_4))
                .terms().stream().map(WeightedDensityLoss.Term::loss))
        .contains(loss(RecipeChange.MATCHING_ALONE, CELLS_OF_4));
  }

  @ParameterizedTest
  @EnumSource(RecipeChange.class)
  void only_what_is_matched_alone_is_next_to_points(RecipeChange change) {
    LabeledPatchSampler.Builder preset = Preset.MODERN.labeledPatches(CELLS_OF_8).toBuilder();

    assertThat(change.patches(preset).build().toString())
        .contains(
            change == RecipeChange.MATCHING_ALONE
                ? "FixedGaussian[sigma=1.0]"
                : "FixedGaussian[sigma=8.0]");
  }
}
