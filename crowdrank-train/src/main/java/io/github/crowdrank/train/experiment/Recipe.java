package io.github.crowdrank.train.experiment;

import io.github.crowdrank.train.TrainingScheme;

/**
 * What distinguishes the rows of a table.
 *
 * @param pretrained whether the trunk starts from the setup's pre-trained weights, not at random
 * @param multiScale whether labelled patches are drawn at many scales, not at their own size
 * @param scheme how counting and ranking are combined
 * @param steps of a training, 1 or more, whatever is learned in them
 */
public record Recipe(boolean pretrained, boolean multiScale, TrainingScheme scheme, int steps) {}
