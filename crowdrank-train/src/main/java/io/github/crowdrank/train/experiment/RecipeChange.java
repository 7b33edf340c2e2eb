package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.sampling.ColorJitter;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.loss.BayesianDensityLoss;
import io.github.crowdrank.loss.CountDeviation;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.DistributionMatchingLoss;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.RegionCountLoss;
import io.github.crowdrank.loss.WeightedDensityLoss;
import io.github.crowdrank.loss.WeightedDensityLoss.Term;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainerBuilder;
import java.util.List;

/**
 * One choice of a preset, made otherwise; all but {@link #NONE} are of presets that weigh several
 * losses.
 */
public enum RecipeChange {
  /** As the preset says. */
  NONE("the recipe"),
  /** The paper's loss (Eq. 1) in place of all others. */
  SQUARED_ALONE("squared differences of densities alone") {
    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      return new EuclideanDensityLoss();
    }
  },
  /** Ma et al. 2019 in place of all others. */
  BAYESIAN_ALONE("Bayesian loss alone") {
    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      double sigma = HEAD_PIXELS / network.stride();
      return new BayesianDensityLoss(sigma, 4 * sigma);
    }
  },
  /** DM-Count (Wang et al. 2020) in place of all others, with heads that are next to points. */
  MATCHING_ALONE("distribution matching alone") {
    @Override
    LabeledPatchSampler.Builder patches(LabeledPatchSampler.Builder preset) {
      return preset.painter(
          DensityPainter.builder().kernel(new DensityKernel.FixedGaussian(POINT_PIXELS)).build());
    }

    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      return matching(network);
    }
  },
  /**
   * DM-Count in place of the Bayesian loss, beside the other terms, one of which compares densities
   * that are as wide as the preset's: it is carried to these.
   */
  MATCHING_FOR_BAYESIAN("distribution matching for the Bayesian loss") {
    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      return new WeightedDensityLoss(
          terms(preset).stream()
              .map(
                  term ->
                      term.loss() instanceof BayesianDensityLoss
                          ? new Term(term.factor(), term.weight(), matching(network))
                          : term)
              .toList());
    }
  },
  /** No term that has its minimum at the mean count. */
  NO_CHI_SQUARE("no chi-square of counts") {
    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      return without(preset, CountDeviation.CHI_SQUARE);
    }
  },
  /** No term that has its minimum at the median count. */
  NO_ABSOLUTE("no absolute differences of counts") {
    @Override
    DensityLoss loss(DensityLoss preset, NetworkSpec network) {
      return without(preset, CountDeviation.ABSOLUTE);
    }
  },
  /** Neither mirrored nor recoloured. */
  PLAIN_PATCHES("neither mirrored nor recoloured") {
    @Override
    LabeledPatchSampler.Builder patches(LabeledPatchSampler.Builder preset) {
      return preset.flipProbability(0).colorJitter(ColorJitter.none());
    }
  },
  /** The last weights in place of an average of those before. */
  LAST_WEIGHTS("last weights, not their average") {
    @Override
    void apply(TrainerBuilder trainer, Preset preset, NetworkSpec network) {
      trainer.weightAverage(0);
    }
  },
  /** {@link MobileNetV1#fineCounter} in place of {@link MobileNetV1#counter}. */
  STRIDE_4("cells of 4 pixels") {
    @Override
    boolean appliesTo(NetworkSpec network) {
      return network.equals(MobileNetV1.counter());
    }

    @Override
    NetworkSpec network(NetworkSpec setup) {
      return MobileNetV1.fineCounter();
    }
  };

  /** The deviation of a head in the Bayesian loss. */
  private static final double HEAD_PIXELS = 8;

  /** The deviation of a head that is to be a point; 0 is none. */
  private static final double POINT_PIXELS = 1;

  private final String row;

  RecipeChange(String row) {
    this.row = row;
  }

  /** What a table calls it. */
  String row() {
    return row;
  }

  /** Whether there is something to be changed. */
  boolean appliesTo(NetworkSpec network) {
    return true;
  }

  /** What is trained in place of the setup's network. */
  NetworkSpec network(NetworkSpec setup) {
    return setup;
  }

  /** How labelled patches are drawn. */
  LabeledPatchSampler.Builder patches(LabeledPatchSampler.Builder preset) {
    return preset;
  }

  /** The loss of labelled patches. */
  DensityLoss loss(DensityLoss preset, NetworkSpec network) {
    return preset;
  }

  /** Changes a trainer that has all other choices. */
  void apply(TrainerBuilder trainer, Preset preset, NetworkSpec network) {
    trainer.countingLoss(loss(preset.countingLoss(network), network));
  }

  /** The paper's weights, which are of pixels, in cells of any size, and a plan as blurred. */
  private static DensityLoss matching(NetworkSpec network) {
    DistributionMatchingLoss eight = new DistributionMatchingLoss();
    double cells = network.stride() / 8.0;
    return new DistributionMatchingLoss(
        eight.transportWeight() * cells * cells,
        eight.variationWeight(),
        eight.blur() / cells,
        eight.iterations());
  }

  private static DensityLoss without(DensityLoss preset, CountDeviation deviation) {
    return new WeightedDensityLoss(
        terms(preset).stream()
            .filter(
                term ->
                    !(term.loss() instanceof RegionCountLoss region
                        && region.deviation() == deviation))
            .toList());
  }

  private static List<Term> terms(DensityLoss preset) {
    return ((WeightedDensityLoss) preset).terms();
  }
}
