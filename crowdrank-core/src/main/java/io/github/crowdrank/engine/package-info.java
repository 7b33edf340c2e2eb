/**
 * Engines run networks: a {@link io.github.crowdrank.network.NetworkSpec} and weights go in,
 * feature maps come out. They know nothing of images or losses.
 */
@NullMarked
package io.github.crowdrank.engine;

import org.jspecify.annotations.NullMarked;
