/**
 * How far a counter is to be trusted, and what would make it better: counts and intervals
 * calibrated on annotated images, audits of pictures without labels, and which of these to label
 * next. Knows no training.
 */
@NullMarked
package io.github.crowdrank.train.trust;

import org.jspecify.annotations.NullMarked;
