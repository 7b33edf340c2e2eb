package io.github.crowdrank.network;

/**
 * A network with the weights that were found with it.
 *
 * @param network the network
 * @param weights its weights
 */
public record NetworkAndWeights(NetworkSpec network, Weights weights) {}
