package io.github.crowdrank.metric;

import java.util.List;

/**
 * Errors of a cross-validation, as tables report it in two ways. For folds of one size the MAE is
 * the same either way, but the MSE, a root, is never more as a mean of folds than over all images.
 * Papers seldom say which they print; say which you do.
 *
 * @param folds the errors of each fold
 * @param pooled the errors over the images of all folds
 */
public record FoldErrors(List<CountingErrors> folds, CountingErrors pooled) {
  /** Copies the list. */
  public FoldErrors {
    folds = List.copyOf(folds);
  }

  /**
   * Errors of the counts of each fold's test images.
   *
   * @throws IllegalArgumentException if there is no fold or a fold has no images
   */
  public static FoldErrors of(List<List<CountPair>> folds) {
    for (int i = 0; i < folds.size(); i++) {
      if (folds.get(i).isEmpty()) {
        throw new IllegalArgumentException("fold %d has no images".formatted(i + 1));
      }
    }
    return new FoldErrors(
        folds.stream().map(CountingErrors::of).toList(),
        CountingErrors.of(folds.stream().flatMap(List::stream).toList()));
  }

  /** The mean of the folds' MAE, each fold with the same weight, in persons. */
  public double meanMae() {
    return folds.stream().mapToDouble(CountingErrors::mae).average().orElseThrow();
  }

  /** The mean of the folds' MSE, each a root mean square, in persons. */
  public double meanMse() {
    return folds.stream().mapToDouble(CountingErrors::mse).average().orElseThrow();
  }
}
