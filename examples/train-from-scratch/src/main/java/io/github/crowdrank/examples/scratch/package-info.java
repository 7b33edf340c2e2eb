/** The method of the paper in a minute or two, on painted crowds. */
@NullMarked
package io.github.crowdrank.examples.scratch;

import org.jspecify.annotations.NullMarked;
