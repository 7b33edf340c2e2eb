/**
 * The engine that runs networks as Deeplearning4j graphs, on any ND4J backend.
 *
 * <p>On the CPU backend its convolutions are computed by oneDNN where ND4J's natives hold it.
 */
@NullMarked
package io.github.crowdrank.engine.dl4j;

import org.jspecify.annotations.NullMarked;
