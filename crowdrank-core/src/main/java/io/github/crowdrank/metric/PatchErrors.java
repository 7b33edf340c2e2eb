package io.github.crowdrank.metric;

/**
 * The error in some of the patches.
 *
 * @param patches how many
 * @param people in them, added up
 * @param error absolute errors of their estimates, added up, in persons
 */
public record PatchErrors(int patches, double people, double error) {
  static final PatchErrors NONE = new PatchErrors(0, 0, 0);

  /** Both together. */
  public PatchErrors plus(PatchErrors other) {
    return new PatchErrors(
        Math.addExact(patches, other.patches), people + other.people, error + other.error);
  }
}
