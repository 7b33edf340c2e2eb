/**
 * The front door: {@link io.github.crowdrank.CrowdCounter} counts the people in a photograph, and
 * {@link io.github.crowdrank.ImageDescriptors} says what kind of scene it shows.
 */
@NullMarked
package io.github.crowdrank;

import org.jspecify.annotations.NullMarked;
