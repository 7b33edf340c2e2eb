package io.github.crowdrank.train;

import io.github.crowdrank.data.sampling.ColorJitter;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.loss.BayesianDensityLoss;
import io.github.crowdrank.loss.CountDeviation;
import io.github.crowdrank.loss.CountingReduction;
import io.github.crowdrank.loss.CrowdWeight;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.loss.RankingReduction;
import io.github.crowdrank.loss.RegionCountLoss;
import io.github.crowdrank.loss.WeightedDensityLoss;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.RandomStreams.Stream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values for every option of a {@link CrowdTrainer} that the caller does not set. */
public enum Preset {
  /**
   * The text of the paper: pixels as they are, batches of 25 labelled and 25 ranked patches of
   * 224x224, SGD at 1e-6 divided by ten every 10,000 of 20,000 steps, l2 decay 5e-4, Eq. 1 to 6
   * with lambda 100. Momentum, which the text does not state, is 0.9.
   */
  PAPER {
    @Override
    Recipe recipe(NetworkSpec network, int steps) {
      return new Recipe(
          TrainingScheme.multiTask(),
          Optimizer.momentum(),
          LearningRate.steps(1e-6, 0.1, 10_000),
          ParameterRules.uniform(5e-4),
          null,
          0,
          OutputGradient.EXACT,
          new EuclideanDensityLoss(CountingReduction.PAPER),
          rankingLoss(),
          LabeledPatchSampler.builder().stride(network.stride()).build(),
          RankedPatchSampler.builder().build(),
          25,
          5);
    }
  },
  /**
   * What is known of the authors' code (their deploy file, the ranking layer of their earlier
   * RankIQA, Caffe's loss, the tool they made density maps with): as {@link #PAPER}, with ten times
   * the rate for the last layer, twice for biases, which do not decay, half the squared error, the
   * ranking loss divided by the number of ranked patches, and densities reflected at the borders.
   */
  AUTHORS {
    @Override
    Recipe recipe(NetworkSpec network, int steps) {
      return new Recipe(
          TrainingScheme.multiTask(),
          Optimizer.momentum(),
          LearningRate.steps(1e-6, 0.1, 10_000),
          new ParameterRules(Map.of(network.output().name(), 10.0), 2, 5e-4, false, false),
          null,
          0,
          OutputGradient.EXACT,
          new EuclideanDensityLoss(CountingReduction.CAFFE),
          rankingLoss(),
          LabeledPatchSampler.builder()
              .stride(network.stride())
              .painter(DensityPainter.builder().border(BorderHandling.REFLECTED).build())
              .build(),
          RankedPatchSampler.builder().build(),
          25,
          5);
    }

    @Override
    public RankingHingeLoss rankingLoss() {
      return RankingHingeLoss.builder().reduction(RankingReduction.MEAN_IMAGES).build();
    }
  },
  /**
   * A recipe for two processor cores: RGB from -1 to 1, batches of 6 labelled and 5 ranked patches
   * of 320x320 at 0.7 to 1.4 times their size, mirrored and recoloured at random; the Bayesian loss
   * with losses on the counts of regions; Adam with warm-up and cosine, decoupled decay, clipped
   * gradients, an average of the weights. Trunk layers of {@link
   * io.github.crowdrank.network.MobileNetV1} learn at half the rate; its first five, {@code conv1}
   * to {@code pw2}, not at all where a training is given their weights, and as the rest of the
   * trunk where they start at random.
   */
  MODERN {
    @Override
    Recipe recipe(NetworkSpec network, int steps) {
      return new Recipe(
          TrainingScheme.multiTask(),
          Optimizer.adam(),
          LearningRate.cosine(
              2e-4, Math.min(200, Math.max(1, steps / 5)), Math.max(2, steps), 0.02),
          rules(network, Set.of()),
          GradientClipping.relative(),
          0.998,
          OutputGradient.REVIVING,
          loss(8.0 / network.stride(), 0.4, 1, 1),
          rankingLoss(),
          labeledPatches(network, 320),
          RankedPatchSampler.builder().size(320).build(),
          6,
          1);
    }

    @Override
    ParameterRules rules(NetworkSpec network, Set<String> random) {
      Map<String, Double> rates = rates(network, 0);
      // What nobody trained has to be learned.
      random.forEach(layer -> rates.computeIfPresent(layer, (same, rate) -> TRUNK_RATE));
      return new ParameterRules(rates, 1, 1e-4, false, true);
    }

    @Override
    public RankingHingeLoss rankingLoss() {
      return RankingHingeLoss.builder().reduction(RankingReduction.MEAN_PAIRS).build();
    }

    @Override
    public LabeledPatchSampler labeledPatches(NetworkSpec network, int size) {
      return LabeledPatchSampler.builder()
          .size(size)
          .minSide((int) Math.round(size / 1.4))
          .maxSide((int) Math.round(size / 0.7))
          .flipProbability(0.5)
          .colorJitter(ColorJitter.moderate())
          .stride(network.stride())
          .painter(DensityPainter.builder().kernel(new DensityKernel.FixedGaussian(8)).build())
          .build();
    }

    @Override
    public Preprocessing preprocessing(NetworkSpec network) {
      return network.input().channels() == 1
          ? super.preprocessing(network)
          : Preprocessing.signedRgb();
    }

    /** The output starts near the density of a sparse crowd, or the first steps undo the trunk. */
    @Override
    WeightInitializer initializer(NetworkSpec network) {
      String output = network.output().name();
      return WeightInitializer.builder().weightDeviation(output, 0.003).bias(output, 0.1).build();
    }
  },
  /**
   * For a counter that {@link #MODERN} has made: its recipe with losses that have their minimum at
   * the mean count in place of those that have it at the median, which lies below it where heads
   * are too small to be told apart; and all layers learn, the first ones at a quarter of the rate.
   */
  REFINE {
    @Override
    Recipe recipe(NetworkSpec network, int steps) {
      return MODERN
          .recipe(network, steps)
          .with(
              new ParameterRules(rates(network, 0.25), 1, 1e-4, false, true),
              loss(8.0 / network.stride(), 0.2, 0.25, 2));
    }

    @Override
    public RankingHingeLoss rankingLoss() {
      return MODERN.rankingLoss();
    }

    @Override
    public LabeledPatchSampler labeledPatches(NetworkSpec network, int size) {
      return MODERN.labeledPatches(network, size);
    }

    @Override
    public Preprocessing preprocessing(NetworkSpec network) {
      return MODERN.preprocessing(network);
    }

    @Override
    WeightInitializer initializer(NetworkSpec network) {
      return MODERN.initializer(network);
    }
  };

  /**
   * All choices of a training.
   *
   * @param clipping null for none
   * @param weightAverage share of the old average in the new one, 0 for no average
   */
  record Recipe(
      TrainingScheme scheme,
      Optimizer optimizer,
      LearningRate learningRate,
      ParameterRules rules,
      @Nullable GradientClipping clipping,
      double weightAverage,
      OutputGradient outputGradient,
      DensityLoss countingLoss,
      RankingHingeLoss rankingLoss,
      LabeledPatchSampler labeledPatches,
      RankedPatchSampler rankedPatches,
      int labeledBatch,
      int rankedGroups) {

    /** The same choices with other rules and another counting loss. */
    Recipe with(ParameterRules newRules, DensityLoss newCountingLoss) {
      return new Recipe(
          scheme,
          optimizer,
          learningRate,
          newRules,
          clipping,
          weightAverage,
          outputGradient,
          newCountingLoss,
          rankingLoss,
          labeledPatches,
          rankedPatches,
          labeledBatch,
          rankedGroups);
    }

    /**
     * Checks the average, and that rates and patches are such as a network can take.
     *
     * @throws IllegalArgumentException if they are not; the message says what would be right
     */
    void checkFits(NetworkSpec network) {
      if (!(weightAverage >= 0 && weightAverage < 1)) {
        throw new IllegalArgumentException(
            "weight average is 0 to below 1 but was " + weightAverage);
      }
      for (String layer : rules.layerRates().keySet()) {
        if (!network.channels().containsKey(layer)) {
          throw new IllegalArgumentException(
              "network \"%s\" has no layer \"%s\" to give a learning rate"
                  .formatted(network.name(), layer));
        }
      }
      int size = labeledPatches.size();
      if (size != rankedPatches.size()) {
        throw new IllegalArgumentException(
            "labelled and ranked patches share one pass and need one size but have %d and %d"
                .formatted(size, rankedPatches.size()));
      }
      if (size % network.sizeMultiple() != 0) {
        throw new IllegalArgumentException(
            "network \"%s\" reads sides that are multiples of %d but patches have %d"
                .formatted(network.name(), network.sizeMultiple(), size));
      }
      if (labeledPatches.stride() != network.stride()) {
        throw new IllegalArgumentException(
            "network \"%s\" has stride %d but labelled patches have targets of stride %d"
                .formatted(network.name(), network.stride(), labeledPatches.stride()));
      }
    }

    /** Patches of one step that counts and ranks. */
    int batch() {
      return labeledBatch + rankedGroups * rankedPatches.patches();
    }
  }

  /** How pixels become the network's input, where the caller does not say. */
  public Preprocessing preprocessing(NetworkSpec network) {
    return Preprocessing.none(
        network.input().channels() == 1 ? ChannelOrder.GREY : ChannelOrder.BGR);
  }

  /**
   * Random weights, as a training starts from that is given none; the paper's trunk comes from
   * ImageNet.
   */
  public Weights initialize(NetworkSpec network, long seed) {
    return initializer(network)
        .initialize(network, new RandomStreams(seed).at(Stream.INITIALIZATION, 0));
  }

  /** The loss of labelled patches for a network, where the caller does not say. */
  public DensityLoss countingLoss(NetworkSpec network) {
    return recipe(network, 1).countingLoss();
  }

  /** How labelled patches are drawn for a network, where the caller does not say. */
  public LabeledPatchSampler labeledPatches(NetworkSpec network) {
    return recipe(network, 1).labeledPatches();
  }

  /**
   * As {@link #labeledPatches(NetworkSpec)}, with patches of another size in pixels. They show what
   * they show otherwise, larger or smaller; but those of {@link #MODERN} show more or less of the
   * image at its own size.
   */
  public LabeledPatchSampler labeledPatches(NetworkSpec network, int size) {
    return labeledPatches(network).toBuilder().size(size).build();
  }

  /** How ranked patches are drawn for a network, where the caller does not say. */
  public RankedPatchSampler rankedPatches(NetworkSpec network) {
    return recipe(network, 1).rankedPatches();
  }

  /** The loss of ranked patches, where the caller does not say. */
  public RankingHingeLoss rankingLoss() {
    return RankingHingeLoss.paper();
  }

  WeightInitializer initializer(NetworkSpec network) {
    return WeightInitializer.heNormal();
  }

  /** The values for a network, whose weights are all given, and a length of training. */
  abstract Recipe recipe(NetworkSpec network, int steps);

  /**
   * Which parameters learn how fast, where the caller does not say.
   *
   * @param random layers that start at random
   */
  ParameterRules rules(NetworkSpec network, Set<String> random) {
    return recipe(network, 1).rules();
  }

  /**
   * Where heads are (Bayesian and squared differences), how many are in a neighbourhood and in all.
   *
   * @param sigma of a head in cells
   * @param bayesian factor of the Bayesian loss
   * @param absolute factor of absolute differences of counts
   * @param chiSquare factor of chi-square differences of counts
   */
  private static DensityLoss loss(
      double sigma, double bayesian, double absolute, double chiSquare) {
    int near = (int) Math.max(1, Math.round(4 * sigma));
    return WeightedDensityLoss.of(
            bayesian, CrowdWeight.ROOT, new BayesianDensityLoss(sigma, 4 * sigma))
        .plus(0.4 * absolute, CrowdWeight.ROOT, RegionCountLoss.whole(CountDeviation.ABSOLUTE))
        .plus(0.2 * absolute, CrowdWeight.ROOT, new RegionCountLoss(near, CountDeviation.ABSOLUTE))
        .plus(
            0.2 * absolute,
            CrowdWeight.ROOT,
            new RegionCountLoss(2 * near, CountDeviation.ABSOLUTE))
        .plus(1, CrowdWeight.ROOT, new EuclideanDensityLoss())
        .plus(
            0.5 * chiSquare,
            CrowdWeight.EQUAL,
            new RegionCountLoss(near, CountDeviation.CHI_SQUARE))
        .plus(
            0.5 * chiSquare,
            CrowdWeight.EQUAL,
            new RegionCountLoss(2 * near, CountDeviation.CHI_SQUARE))
        .plus(2 * chiSquare, CrowdWeight.EQUAL, RegionCountLoss.whole(CountDeviation.CHI_SQUARE));
  }

  private static final double TRUNK_RATE = 0.5;
  private static final Set<String> FIRST = Set.of("conv1", "dw1", "pw1", "dw2", "pw2");
  private static final List<String> DECODER =
      List.of("lat16", "ctx", "lat8", "head1", "head2", "out");

  /** Another rate for the first layers of the trunk than for its rest. */
  private static Map<String, Double> rates(NetworkSpec network, double first) {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      if (FIRST.contains(layer.name())) {
        rates.put(layer.name(), first);
      } else if (!DECODER.contains(layer.name()) && layer.name().matches("[dp]w\\d+")) {
        rates.put(layer.name(), TRUNK_RATE);
      }
    }
    return rates;
  }
}
