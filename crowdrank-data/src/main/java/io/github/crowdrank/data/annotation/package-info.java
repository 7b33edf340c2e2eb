/**
 * Annotation files as people and benchmarks keep them, read into plain {@link
 * io.github.crowdrank.data.annotation.Annotation}s. Knows files and their syntax, but no images and
 * no folders; every reader is bounded in memory and names the field that is wrong.
 */
@NullMarked
package io.github.crowdrank.data.annotation;

import org.jspecify.annotations.NullMarked;
