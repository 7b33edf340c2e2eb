package io.github.crowdrank.loss;

/**
 * The multi-task loss and its parts.
 *
 * @param total {@code counting + lambda * ranking}
 * @param counting counting loss, 0 without labelled patches
 * @param ranking ranking loss before lambda, 0 without ranked patches
 * @param gradient derivative of the total with respect to each predicted cell, laid out as the
 *     predictions were; owned by the caller
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity: a result, never a key
public record MultiTaskValue(double total, double counting, double ranking, float[] gradient) {}
