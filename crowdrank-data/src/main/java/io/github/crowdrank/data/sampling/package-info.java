/**
 * Draws patches for the two tasks: nested squares whose counts are ordered (Algorithm 1) and
 * labelled squares at many scales (section 4.1). Knows nothing of where images come from.
 */
@NullMarked
package io.github.crowdrank.data.sampling;

import org.jspecify.annotations.NullMarked;
