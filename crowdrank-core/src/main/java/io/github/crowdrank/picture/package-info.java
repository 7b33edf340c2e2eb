/**
 * Density maps and zones as pictures for people: over the photograph, side by side, as PNG, as SVG
 * and on a page of many. Knows what was counted and not how.
 */
@NullMarked
package io.github.crowdrank.picture;

import org.jspecify.annotations.NullMarked;
