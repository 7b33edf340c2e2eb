package io.github.crowdrank.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training needs to go on as if it had never stopped. What is random follows from
 * the seed and the step, so no generator is part of it.
 *
 * @param step steps done
 * @param validated step of the last validation, 0 before the first
 * @param weights flat parameter vector
 * @param updater what the updater remembers
 * @param average running average of the weights, null where none is kept
 * @param best weights of the best validation so far, null before the first validation
 * @param bestError MAE of that validation, infinite before the first
 * @param gradientMeans running means of gradient lengths
 * @param skippedInARow steps skipped since the last that was not
 * @param counting scale of the counting loss
 * @param ranking scale of the ranking loss
 * @param validations so far
 * @param fingerprint of data and options
 * @param arithmetic what computed the steps, see {@link
 *     io.github.crowdrank.engine.TrainingNetwork#arithmetic}; null in a state of an older version,
 *     which did not say
 */
@SuppressWarnings("ArrayRecordComponent") // read once when a training resumes, never compared
record TrainingState(
    int step,
    int validated,
    float[] weights,
    float[] updater,
    float @Nullable [] average,
    float @Nullable [] best,
    double bestError,
    GradientMeans gradientMeans,
    int skippedInARow,
    LossScale counting,
    LossScale ranking,
    List<ValidationReport> validations,
    String fingerprint,
    @Nullable String arithmetic) {}
