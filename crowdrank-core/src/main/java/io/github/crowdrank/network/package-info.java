/**
 * Networks as plain data: layers, parameters, the ready-made counters, initialisation, import of
 * weights, and the bridge to and from Deeplearning4j graphs. Knows nothing of how a layer is
 * computed.
 */
@NullMarked
package io.github.crowdrank.network;

import org.jspecify.annotations.NullMarked;
