/**
 * Labelled and unlabelled images as indexed, lazy, immutable collections. They can be divided, have
 * labels hidden and be cached; readers and painters implement these interfaces.
 */
@NullMarked
package io.github.crowdrank.data;

import org.jspecify.annotations.NullMarked;
