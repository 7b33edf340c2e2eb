/**
 * The choice between the engines: the fastest one that runs on this machine and can compute the
 * network.
 */
@NullMarked
package io.github.crowdrank.engine.automatic;

import org.jspecify.annotations.NullMarked;
