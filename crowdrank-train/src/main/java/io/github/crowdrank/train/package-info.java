/** How a counter learns, is checkpointed and is judged. */
@NullMarked
package io.github.crowdrank.train;

import org.jspecify.annotations.NullMarked;
