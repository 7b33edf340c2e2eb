/**
 * Painted crowds with exact head points, for tests, examples and a first training run without any
 * download.
 */
@NullMarked
package io.github.crowdrank.data.synthetic;

import org.jspecify.annotations.NullMarked;
