/**
 * Decodes images on several threads ahead of whoever uses them, in order and in bounded memory.
 * Knows nothing of what the images are for.
 */
@NullMarked
package io.github.crowdrank.data.loading;

import org.jspecify.annotations.NullMarked;
