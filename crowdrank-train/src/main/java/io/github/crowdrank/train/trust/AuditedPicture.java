package io.github.crowdrank.train.trust;

import io.github.crowdrank.metric.RankingViolations;

/**
 * What an audit found in one picture.
 *
 * @param id of the picture
 * @param count people counted in the whole picture
 * @param violations in its nested crops
 */
public record AuditedPicture(String id, double count, RankingViolations violations) {}
