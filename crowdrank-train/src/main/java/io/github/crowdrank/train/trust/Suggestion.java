package io.github.crowdrank.train.trust;

import io.github.crowdrank.metric.RankingViolations;

/**
 * A picture worth labelling.
 *
 * @param index within the collection it was chosen from
 * @param id of the picture
 * @param violations in its nested crops: how uncertain the counter is of it
 * @param distance to the nearest picture labelled or suggested before, as 1 minus the cosine of
 *     their descriptors, 0 to 2; infinite for the first where nothing is labelled
 */
public record Suggestion(int index, String id, RankingViolations violations, double distance) {}
