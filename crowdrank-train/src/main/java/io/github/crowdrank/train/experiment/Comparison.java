package io.github.crowdrank.train.experiment;

/**
 * Two rows whose difference an experiment is about.
 *
 * @param row the one that should be better
 * @param against the one it is held against
 */
public record Comparison(String row, String against) {}
