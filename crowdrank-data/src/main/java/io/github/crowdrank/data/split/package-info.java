/**
 * Divisions of datasets as files, so that two people can check that they have the same one: lists
 * of images, split files and fingerprints. Knows nothing of pixels.
 */
@NullMarked
package io.github.crowdrank.data.split;

import org.jspecify.annotations.NullMarked;
