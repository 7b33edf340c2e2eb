/**
 * Turns files, streams and buffered images into upright RGB pixels, under limits. Knows nothing of
 * networks.
 */
@NullMarked
package io.github.crowdrank.image;

import org.jspecify.annotations.NullMarked;
