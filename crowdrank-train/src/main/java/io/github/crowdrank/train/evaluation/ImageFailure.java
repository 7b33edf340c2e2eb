package io.github.crowdrank.train.evaluation;

import java.io.IOException;

/**
 * An image that was not counted.
 *
 * @param id the image
 * @param problem why not: it or its annotation cannot be read, or the network cannot take it; the
 *     message names the dataset and the image
 */
public record ImageFailure(String id, IOException problem) {}
