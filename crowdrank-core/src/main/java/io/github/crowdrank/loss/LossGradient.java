package io.github.crowdrank.loss;

/**
 * The value of a loss and its gradient.
 *
 * @param loss the value; not finite if a prediction was not
 * @param gradient derivative of the loss with respect to each predicted cell, laid out as the
 *     predictions were; owned by the caller
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity: a result, never a key
public record LossGradient(double loss, float[] gradient) {}
