package io.github.crowdrank.density;

/**
 * How the cells of one grid along an axis are shared out among the cells of another over the same
 * length.
 */
final class AreaWeights {
  private final int from;
  private final int to;

  private AreaWeights(int from, int to) {
    this.from = from;
    this.to = to;
  }

  static AreaWeights between(int from, int to) {
    return new AreaWeights(from, to);
  }

  /** First source cell that overlaps the target cell. */
  int first(int target) {
    return (int) ((long) target * from / to);
  }

  /** Last source cell that overlaps the target cell. */
  int last(int target) {
    return (int) (((long) (target + 1) * from - 1) / to);
  }

  /**
   * Fraction of the source cell that lies in the target cell: exact integer overlap over length.
   */
  double share(int source, int target) {
    long start = Math.max((long) source * to, (long) target * from);
    long end = Math.min((long) (source + 1) * to, (long) (target + 1) * from);
    return (double) (end - start) / to;
  }
}
