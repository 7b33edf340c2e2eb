/**
 * The losses of the paper: counting (Eq. 1), ranking (Eq. 2-5) and both together (Eq. 6), on plain
 * arrays, on ND4J arrays of any backend, and as loss functions of Deeplearning4j layers; and those
 * of later papers (Bayesian, distribution matching, counts of regions), on plain arrays. They know
 * density maps, but neither networks nor data.
 *
 * <p>All of them are immutable and safe for use by many threads. A prediction that is not finite
 * never passes as a small loss: the loss is then infinite or NaN, and the gradient means nothing.
 */
@NullMarked
package io.github.crowdrank.loss;

import org.jspecify.annotations.NullMarked;
