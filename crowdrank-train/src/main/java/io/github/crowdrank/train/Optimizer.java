package io.github.crowdrank.train;

/** The rule that turns gradients into steps. The work is done by ND4J's updaters. */
public sealed interface Optimizer {
  /**
   * Stochastic gradient descent with momentum, in the form of ND4J's {@code Nesterovs}: the
   * gradient's newest part is looked ahead by one step.
   *
   * @param momentum 0 to below 1; the authors' related code has 0.9
   */
  record Momentum(double momentum) implements Optimizer {
    /** Checks the momentum. */
    public Momentum {
      requireFraction("momentum", momentum);
    }
  }

  /**
   * Adam (Kingma and Ba, 2015), ND4J's {@code Adam}.
   *
   * @param beta1 decay of the mean, 0 to below 1
   * @param beta2 decay of the mean square, 0 to below 1
   */
  record AdaptiveMoments(double beta1, double beta2) implements Optimizer {
    /** Checks the decays. */
    public AdaptiveMoments {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
    }
  }

  /** Momentum 0.9. */
  static Optimizer momentum() {
    return new Momentum(0.9);
  }

  /** Adam with its customary decays, 0.9 and 0.999. */
  static Optimizer adam() {
    return new AdaptiveMoments(0.9, 0.999);
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is 0 to below 1 but was " + value);
    }
  }
}
