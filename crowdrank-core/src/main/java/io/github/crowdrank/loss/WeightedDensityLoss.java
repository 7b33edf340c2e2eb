package io.github.crowdrank.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of losses. Each map is given to each of them alone, so that a weight can depend on
 * the map; the result is averaged over the maps.
 *
 * @param terms one or more
 */
public record WeightedDensityLoss(List<Term> terms) implements DensityLoss {
  /**
   * One loss of a sum.
   *
   * @param factor on the loss, positive and finite
   * @param weight that depends on the map
   * @param loss of one map
   */
  public record Term(double factor, CrowdWeight weight, DensityLoss loss) {
    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Term {
      if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("factor is positive and finite but was " + factor);
      }
    }

    double weight(DensityTarget target) {
      return factor * weight.of(target.heads().size());
    }
  }

  /**
   * Copies the terms.
   *
   * @throws IllegalArgumentException if there is none
   */
  public WeightedDensityLoss {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a weighted loss has at least one term");
    }
  }

  /** A loss alone, to add others to. */
  public static WeightedDensityLoss of(double factor, CrowdWeight weight, DensityLoss loss) {
    return new WeightedDensityLoss(List.of(new Term(factor, weight, loss)));
  }

  /** This sum and one more term. */
  public WeightedDensityLoss plus(double factor, CrowdWeight weight, DensityLoss loss) {
    List<Term> more = new ArrayList<>(terms);
    more.add(new Term(factor, weight, loss));
    return new WeightedDensityLoss(more);
  }

  @Override
  public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
    Shapes.requireTarget(targets);
    int cells = Shapes.cellsOf(predicted.length, targets);
    float[] gradient = new float[predicted.length];
    double loss = 0;
    for (int map = 0; map < targets.size(); map++) {
      DensityTarget target = targets.get(map);
      float[] own = Arrays.copyOfRange(predicted, map * cells, (map + 1) * cells);
      for (Term term : terms) {
        LossGradient found = term.loss().evaluate(own, List.of(target));
        double share = term.weight(target) / targets.size();
        loss += share * found.loss();
        for (int i = 0; i < cells; i++) {
          gradient[map * cells + i] += (float) (share * found.gradient()[i]);
        }
      }
    }
    return new LossGradient(loss, gradient);
  }
}
