package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;

/**
 * How the counter of some step does on the validation images.
 *
 * @param step how many steps were done
 * @param errors counting errors over whole images
 * @param ranking order of nested patches of validation images, and the signs of a collapse: the
 *     share of ties and the spread of the counts
 * @param best whether its MAE is the lowest so far
 */
public record ValidationReport(
    int step, CountingErrors errors, RankingStatistics ranking, boolean best) {}
