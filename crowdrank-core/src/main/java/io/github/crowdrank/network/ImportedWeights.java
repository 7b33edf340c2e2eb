package io.github.crowdrank.network;

import java.util.List;

/**
 * Weights of which some came from elsewhere, and a report of which.
 *
 * @param weights all weights of the network
 * @param filled layers whose weight and bias were imported, in layer order
 * @param kept layers that were left as they had been initialised, in layer order
 * @param unused names of tensors for which the network has no place
 */
public record ImportedWeights(
    Weights weights, List<String> filled, List<String> kept, List<String> unused) {
  /** Copies the lists. */
  public ImportedWeights {
    filled = List.copyOf(filled);
    kept = List.copyOf(kept);
    unused = List.copyOf(unused);
  }
}
