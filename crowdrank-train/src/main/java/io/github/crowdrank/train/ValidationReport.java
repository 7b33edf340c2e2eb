package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;

/**
 * How the counter of some step does on the validation images.
 *
 * @param step how many steps were done
 * @param errors counting errors over whole images
 * @param ranking how many pairs of nested patches of validation images are in the right order
 * @param statistics of the same patches: the share of ties and the spread of the counts are the
 *     signs of a collapse
 * @param best whether its MAE is the lowest so far of those over as many images: one over more
 *     images than all before it is the best, and one over fewer than the best never is
 */
public record ValidationReport(
    int step,
    CountingErrors errors,
    RankingAccuracy ranking,
    RankingStatistics statistics,
    boolean best) {}
