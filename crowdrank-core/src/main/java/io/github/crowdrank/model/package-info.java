/**
 * Models and their files: a network, its weights, its preprocessing and its card. Knows nothing of
 * engines' inner workings.
 */
@NullMarked
package io.github.crowdrank.model;

import org.jspecify.annotations.NullMarked;
