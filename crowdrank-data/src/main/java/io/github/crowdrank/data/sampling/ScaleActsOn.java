package io.github.crowdrank.data.sampling;

/** What a factor shortens; the paper's wording leaves it open. */
public enum ScaleActsOn {
  /** The sides: {@code s = 0.75} makes each side 0.75 times as long. */
  SIDE,
  /** The area: {@code s = 0.75} makes each side {@code sqrt(0.75) = 0.866} times as long. */
  AREA;

  /** The factor on the sides. */
  double sideFactor(double factor) {
    return this == SIDE ? factor : Math.sqrt(factor);
  }
}
