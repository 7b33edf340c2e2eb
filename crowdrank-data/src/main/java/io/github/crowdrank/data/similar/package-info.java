/**
 * Pictures that look alike: near-duplicates, which would leak from one side of a split to the other
 * or be learned twice, are found by a hash of 64 bits.
 */
@NullMarked
package io.github.crowdrank.data.similar;

import org.jspecify.annotations.NullMarked;
