/**
 * Looks for faults in annotated images before anyone learns from them: every file is opened, every
 * image decoded and every point held against its image. Nothing is changed; a report names each
 * fault with its file and tells how many people the images show.
 */
@NullMarked
package io.github.crowdrank.data.check;

import org.jspecify.annotations.NullMarked;
