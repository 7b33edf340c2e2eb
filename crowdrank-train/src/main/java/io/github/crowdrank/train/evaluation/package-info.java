/**
 * How a counter is judged: each image of a dataset is counted and compared with its annotation. It
 * knows nothing of how the counter learned.
 */
@NullMarked
package io.github.crowdrank.train.evaluation;

import org.jspecify.annotations.NullMarked;
