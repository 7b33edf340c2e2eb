/**
 * Counts in pictures that keep coming: {@link io.github.crowdrank.stream.CrowdStream} takes the
 * frames of a camera, a video, a folder being filled or a list of files, and never holds more than
 * it can count.
 */
@NullMarked
package io.github.crowdrank.stream;

import org.jspecify.annotations.NullMarked;
