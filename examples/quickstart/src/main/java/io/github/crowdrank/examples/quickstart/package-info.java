/** The first program of a newcomer: count a picture and look at the result. */
@NullMarked
package io.github.crowdrank.examples.quickstart;

import org.jspecify.annotations.NullMarked;
