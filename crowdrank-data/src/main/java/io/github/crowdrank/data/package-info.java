/**
 * Labelled and unlabelled images as indexed, lazy, immutable collections. Knows nothing of files:
 * readers and painters implement these interfaces.
 */
@NullMarked
package io.github.crowdrank.data;

import org.jspecify.annotations.NullMarked;
