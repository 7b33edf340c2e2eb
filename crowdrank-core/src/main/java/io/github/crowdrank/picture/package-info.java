/** Density maps as pictures for people. */
@NullMarked
package io.github.crowdrank.picture;

import org.jspecify.annotations.NullMarked;
