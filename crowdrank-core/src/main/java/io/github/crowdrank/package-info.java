/** The front door: {@link io.github.crowdrank.CrowdCounter} counts the people in a photograph. */
@NullMarked
package io.github.crowdrank;

import org.jspecify.annotations.NullMarked;
