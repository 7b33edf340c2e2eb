package io.github.crowdrank.train.experiment;

import org.jspecify.annotations.Nullable;

/**
 * The two collections of section 3. Rows of a table that need one that is missing are left out.
 *
 * @param keyword found by searching for words; null if there is none
 * @param queryByExample found by searching with the training images; null if there is none
 */
public record UnlabeledPools(
    @Nullable UnlabeledPool keyword, @Nullable UnlabeledPool queryByExample) {
  /** Neither of them. */
  public static UnlabeledPools none() {
    return new UnlabeledPools(null, null);
  }
}
