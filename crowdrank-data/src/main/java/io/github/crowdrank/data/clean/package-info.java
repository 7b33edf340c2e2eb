/**
 * Sorts out what a pool of collected pictures should not hold: what is no photograph of a crowd, or
 * is there twice, or is one of the pictures that a model will be judged by. Every picture gets a
 * verdict, which a sheet of thumbnails shows to the eye.
 */
@NullMarked
package io.github.crowdrank.data.clean;

import org.jspecify.annotations.NullMarked;
