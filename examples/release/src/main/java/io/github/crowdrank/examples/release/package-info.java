/**
 * Judges what is about to be published by Maven Central's rules, and the class path that users get.
 * Knows nothing of the rest of crowdrank but its artifacts.
 */
@NullMarked
package io.github.crowdrank.examples.release;

import org.jspecify.annotations.NullMarked;
