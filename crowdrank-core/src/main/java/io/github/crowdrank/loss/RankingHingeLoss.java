package io.github.crowdrank.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The hinge on pairs of nested patches (Eq. 2-5): a patch that lies in another one cannot hold more
 * people, so {@code max(0, c(inner) - c(outer) + margin)} is added for every pair, where {@code c}
 * is the {@linkplain PatchScore score} of a patch, its mean density. No label is needed. Immutable.
 *
 * <p>A batch holds groups of equally many nested patches, each from the largest to the smallest;
 * every pair within a group counts and none across groups. A violated pair raises the outer and
 * lowers the inner patch in every cell alike; a pair on the margin, for instance an exact tie
 * without margin, has no gradient. All patches pass the network once and are compared afterwards:
 * cost is one pass over the cells and {@code k (k - 1) / 2} comparisons per group.
 */
public final class RankingHingeLoss {
  private final double margin;
  private final RankingReduction reduction;
  private final PatchScore score;

  private RankingHingeLoss(Builder builder) {
    this.margin = builder.margin;
    this.reduction = builder.reduction;
    this.score = builder.score;
  }

  /** Choices, each with the paper's value to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** The paper's loss: no margin, summed over the pairs, on mean densities. */
  public static RankingHingeLoss paper() {
    return builder().build();
  }

  /** What an inner patch must stay below the outer one, in units of {@link #score()}. */
  public double margin() {
    return margin;
  }

  /** Divisor of the sum of hinges. */
  public RankingReduction reduction() {
    return reduction;
  }

  /** What is compared. */
  public PatchScore score() {
    return score;
  }

  /**
   * The loss of a batch and its gradient with respect to {@code predicted}.
   *
   * @param predicted maps of equal shape, one after the other, in persons per cell
   * @param patches number of maps, a multiple of {@code patchesPerGroup}
   * @param patchesPerGroup patches nested in each other, 2 or more, the largest first
   * @throws IllegalArgumentException if the numbers do not fit each other
   */
  public LossGradient evaluate(float[] predicted, int patches, int patchesPerGroup) {
    Shapes.checkGroups(patches, patchesPerGroup);
    int cells = Shapes.cellsOf(predicted.length, patches);
    double[] sums = MapSums.of(predicted, patches);
    double[] scores = new double[patches];
    double hinges = 0;
    for (int patch = 0; patch < patches; patch++) {
      scores[patch] = score.of(sums[patch], cells);
      if (!Double.isFinite(scores[patch])) {
        hinges = Double.NaN;
      }
    }
    int[] slopes = new int[patches];
    for (int outer = 0; outer < patches; outer++) {
      int end = (outer / patchesPerGroup + 1) * patchesPerGroup;
      for (int inner = outer + 1; inner < end; inner++) {
        double excess = scores[inner] - scores[outer] + margin;
        if (excess > 0) {
          hinges += excess;
          slopes[inner]++;
          slopes[outer]--;
        }
      }
    }
    double factor = factor(patches, patchesPerGroup);
    float[] gradient = new float[predicted.length];
    for (int patch = 0; patch < patches; patch++) {
      float slope = (float) (factor * score.slope(sums[patch], cells) * slopes[patch]);
      Arrays.fill(gradient, patch * cells, (patch + 1) * cells, slope);
    }
    return new LossGradient(factor * hinges, gradient);
  }

  /**
   * The same on a backend of ND4J, computed there.
   *
   * @param predicted {@code [patches, 1, height, width]}, float or double, in persons per cell
   * @param patchesPerGroup patches nested in each other, 2 or more, the largest first
   * @throws IllegalArgumentException if the shape does not fit
   */
  public INDArrayLoss evaluate(INDArray predicted, int patchesPerGroup) {
    Shapes.checkMaps(predicted, "predicted");
    long patches = predicted.size(0);
    Shapes.checkGroups(patches, patchesPerGroup);
    long cells = predicted.length() / patches;
    long groups = patches / patchesPerGroup;
    double factor = factor(patches, patchesPerGroup);

    INDArray sums = predicted.reshape(patches, cells).sum(1);
    INDArray scores = score.of(sums, cells);
    INDArray inner = scores.reshape(groups, 1, patchesPerGroup);
    INDArray outer = scores.reshape(groups, patchesPerGroup, 1);
    INDArray excess = inner.sub(outer);
    if (margin != 0) {
      excess.addi(margin);
    }
    INDArray violated = Transforms.step(excess, true).muli(pairs(patchesPerGroup, predicted));
    // As the inner patch of a pair less as the outer one.
    INDArray slopes = violated.sub(violated.permute(0, 2, 1)).sum(1).reshape(patches, 1);
    INDArray gradient =
        Nd4j.valueArrayOf(new long[] {patches, cells}, factor, predicted.dataType())
            .muli(slopes.muli(score.slope(sums, cells).reshape(patches, 1)))
            .reshape(predicted.shape());
    // A score that is not finite, less itself, is NaN on the diagonal, and stays so times the mask.
    INDArray loss = excess.muli(violated).sum();
    return new INDArrayLoss(factor == 1 ? loss : loss.muli(factor), gradient);
  }

  /** 1 where the column is a patch inside that of the row, else 0: {@code [1, k, k]}. */
  private static INDArray pairs(int patchesPerGroup, INDArray like) {
    float[] mask = new float[patchesPerGroup * patchesPerGroup];
    for (int outer = 0; outer < patchesPerGroup; outer++) {
      Arrays.fill(mask, outer * patchesPerGroup + outer + 1, (outer + 1) * patchesPerGroup, 1);
    }
    return Nd4j.createFromArray(mask)
        .castTo(like.dataType())
        .reshape(1, patchesPerGroup, patchesPerGroup);
  }

  private double factor(long patches, int patchesPerGroup) {
    return switch (reduction) {
      case SUM -> 1;
      case MEAN_IMAGES -> 1.0 / patches;
      case MEAN_PAIRS -> 2.0 / ((double) patches * (patchesPerGroup - 1));
    };
  }

  @Override
  public String toString() {
    return "RankingHingeLoss[margin=%s, reduction=%s, score=%s]"
        .formatted(margin, reduction, score);
  }

  /** Collects the choices of a {@link RankingHingeLoss}. */
  public static final class Builder {
    private double margin;
    private RankingReduction reduction = RankingReduction.SUM;
    private PatchScore score = PatchScore.MEAN;

    private Builder() {}

    /** The margin, epsilon in Eq. 3: 0 or more, in units of the score; 0 unless set. */
    public Builder margin(double newMargin) {
      margin = newMargin;
      return this;
    }

    /** Divisor of the sum of hinges; {@code SUM} (none, Eq. 5) unless set. */
    public Builder reduction(RankingReduction newReduction) {
      reduction = newReduction;
      return this;
    }

    /** What is compared; {@code MEAN} (Eq. 2) unless set. */
    public Builder score(PatchScore newScore) {
      score = newScore;
      return this;
    }

    /**
     * The loss.
     *
     * @throws IllegalArgumentException if the margin is negative or not finite
     */
    public RankingHingeLoss build() {
      if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("margin is finite and at least 0 but was " + margin);
      }
      return new RankingHingeLoss(this);
    }
  }
}
