package io.github.crowdrank.train.experiment;

import io.github.crowdrank.train.TrainingScheme;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes the rows of a table.
 *
 * @param pretrained whether the trunk starts from the setup's pre-trained weights, not at random
 * @param multiScale whether labelled patches are drawn at many scales, not at their own size
 * @param scheme how counting and ranking are combined
 * @param steps of a training, 1 or more, whatever is learned in them
 * @param ranking how it ranks; null as the setup says
 * @param change what the row does otherwise than the preset
 */
public record Recipe(
    boolean pretrained,
    boolean multiScale,
    TrainingScheme scheme,
    int steps,
    @Nullable RankedTask ranking,
    RecipeChange change) {
  /** A row that ranks as the setup says. */
  public Recipe(boolean pretrained, boolean multiScale, TrainingScheme scheme, int steps) {
    this(pretrained, multiScale, scheme, steps, null, RecipeChange.NONE);
  }
}
