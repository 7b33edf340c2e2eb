package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;

/**
 * How the counter of some step does on the validation images.
 *
 * @param step how many steps were done
 * @param errors counting errors over whole images
 * @param ranking how many pairs of nested patches of validation images are in the right order; of
 *     no pairs where {@linkplain Safeguards#brokenImage() broken images} are skipped and none could
 *     be read once more for its patches
 * @param statistics of the same patches: the share of ties and the spread of the counts are the
 *     signs of a collapse; the spread is NaN where there are no pairs
 * @param best whether its MAE is the lowest so far of those over as many images: one over more
 *     images than all before it is the best, and one over fewer than the best never is
 */
public record ValidationReport(
    int step,
    CountingErrors errors,
    RankingAccuracy ranking,
    RankingStatistics statistics,
    boolean best) {}
