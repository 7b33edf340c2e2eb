package io.github.crowdrank;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.NetworkSpec;
import java.util.Comparator;

/** Chooses the windows in which a picture's pass fits a number of bytes. Immutable. */
final class MemoryBudget {
  /** Each attempt knows better how many bytes a cell takes; two or three are the rule. */
  private static final int ATTEMPTS = 8;

  /** More pixels than these and the next window is the smallest one anyway. */
  private static final double MARGIN = 1.03;

  /** No engine was seen to need more times the bytes of the activations alone. */
  private static final long CERTAINLY_ENOUGH = 8;

  private static final Comparator<Tiling> CHEAPER =
      Comparator.comparingLong(Tiling::computedCells)
          .thenComparing(Tiling::windowCells, Comparator.reverseOrder());

  private final InferenceNetwork network;
  private final NetworkSpec spec;
  private final long budget;
  private final boolean wholeOnly;

  /**
   * A budget.
   *
   * @throws MemoryBudgetException if the smallest window does not fit; the message says what budget
   *     would do
   */
  MemoryBudget(InferenceNetwork network, long budget) {
    this.network = network;
    this.spec = network.spec();
    this.budget = budget;
    this.wholeOnly = Tiling.isWholeOnly(spec);
    if (!wholeOnly) {
      requireOneTile();
    }
  }

  private void requireOneTile() {
    int anything = 1 << 20;
    Tiling smallest = Tiling.whole(spec, anything, anything).smallest();
    long needed = leastBytes(smallest);
    if (needed <= budget && !fitsForCertain(smallest)) {
      needed = bytes(smallest);
    }
    if (needed > budget) {
      throw new MemoryBudgetException(
          ("a memory budget of %d bytes is too small for one tile of network \"%s\", which is %dx%d"
                  + " pixels at least; %d bytes or more would do")
              .formatted(
                  budget,
                  spec.name(),
                  smallest.windowWidth(),
                  smallest.windowHeight(),
                  bytes(smallest)));
    }
  }

  /**
   * The windows that fit and compute the fewest cells twice: the whole picture if that fits.
   *
   * @throws MemoryBudgetException if it does not fit but the network cannot compute in tiles
   */
  Tiling tiling(int imageHeight, int imageWidth) {
    Tiling whole = Tiling.whole(spec, imageHeight, imageWidth);
    if (wholeOnly) {
      requireFits(whole);
      return whole;
    }
    if (fitsForCertain(whole)) {
      return whole;
    }
    long mostCells = mostCells(whole);
    double bytesPerCell = (double) leastBytes(whole) / whole.windowCells();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Tiling best = best(whole, Math.min(mostCells, (long) (budget / bytesPerCell)));
      long bytes = best.equals(whole.smallest()) ? 0 : bytes(best);
      if (bytes <= budget) {
        return best;
      }
      bytesPerCell = Math.max(bytesPerCell * MARGIN, (double) bytes / best.windowCells());
    }
    return whole.smallest();
  }

  private void requireFits(Tiling whole) {
    if (bytes(whole) > budget) {
      throw new MemoryBudgetException(
          ("a picture of %dx%d (width x height) takes about %d bytes but the memory budget is %d, and"
                  + " network \"%s\" cannot compute it in tiles: raise the budget or scale the picture")
              .formatted(
                  whole.windowWidth(), whole.windowHeight(), bytes(whole), budget, spec.name()));
    }
  }

  private static Tiling best(Tiling whole, long mostCells) {
    Tiling best = whole.smallest();
    for (int rows : whole.rows().windows()) {
      for (int columns : whole.columns().windows()) {
        if ((long) rows * columns <= mostCells) {
          Tiling candidate = whole.with(rows, columns);
          if (CHEAPER.compare(candidate, best) < 0) {
            best = candidate;
          }
        }
      }
    }
    return best;
  }

  /** Layers hold less than 2^31 values. */
  private long mostCells(Tiling whole) {
    long most = 1;
    for (FeatureShape shape : spec.shapes(whole.windowHeight(), whole.windowWidth()).values()) {
      most = Math.max(most, (long) shape.channels() * shape.height() * shape.width());
    }
    return (long) ((double) whole.windowCells() * Integer.MAX_VALUE / most);
  }

  private boolean fitsForCertain(Tiling tiling) {
    return leastBytes(tiling) <= budget / CERTAINLY_ENOUGH
        && tiling.windowCells() <= mostCells(tiling);
  }

  private long leastBytes(Tiling tiling) {
    return spec.activationBytes(tiling.windowHeight(), tiling.windowWidth()) + heapBytes(tiling);
  }

  private long bytes(Tiling tiling) {
    return network.forwardBytes(tiling.windowHeight(), tiling.windowWidth()) + heapBytes(tiling);
  }

  /** The floats that go in and out. */
  private long heapBytes(Tiling tiling) {
    long pixels = (long) tiling.windowHeight() * tiling.windowWidth();
    return Float.BYTES * (spec.input().channels() * pixels + tiling.windowCells());
  }
}
