package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a training.
 *
 * @param step how many steps are done, from 1
 * @param totalSteps how many there will be
 * @param tasks what was learned in it: one of weight 0 had no patches, while one of another weight
 *     may have a loss of 0, too
 * @param loss the step's whole loss
 * @param countingLoss of the labelled patches by the training's {@link
 *     TrainerBuilder#countingLoss}: Eq. 1 with {@link Preset#PAPER}, half of it with {@link
 *     Preset#AUTHORS}, a weighted sum of several losses with the others; 0 in a step without
 *     labelled patches
 * @param rankingLoss of the ranked patches by the training's {@link TrainerBuilder#rankingLoss},
 *     before its weight: Eq. 5 with {@link Preset#PAPER}, divided by the number of ranked patches
 *     with {@link Preset#AUTHORS} and by that of pairs with the others; 0 in a step without ranked
 *     patches
 * @param ranking order, ties and spread of the ranked patches, null in a step without any
 * @param learningRate the base rate
 * @param gradientLength Euclidean length of the gradient before clipping
 * @param stepsPerSecond over this run so far
 * @param dataWait share of the time of this run's steps so far that was spent waiting for their
 *     patches, 0 to 1; more loader threads or an {@link io.github.crowdrank.data.ImageCache} lower
 *     it
 * @param remaining time left at that rate
 */
public record StepReport(
    int step,
    int totalSteps,
    TaskWeights tasks,
    double loss,
    double countingLoss,
    double rankingLoss,
    @Nullable RankingStatistics ranking,
    double learningRate,
    double gradientLength,
    double stepsPerSecond,
    double dataWait,
    Duration remaining) {}
