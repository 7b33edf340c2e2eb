package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.loss.RankingHingeLoss;

/**
 * How a training ranks.
 *
 * @param loss of ranked patches
 * @param patches how they are drawn
 * @param groups per step, 1 or more
 */
public record RankedTask(RankingHingeLoss loss, RankedPatchSampler patches, int groups) {}
