package io.github.crowdrank.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The value of a loss and its gradient on the backend that computed them.
 *
 * @param loss a scalar of the type of the predictions; reading it waits for the backend
 * @param gradient derivative of the loss with respect to the predictions, of their shape and type
 */
public record INDArrayLoss(INDArray loss, INDArray gradient) {}
