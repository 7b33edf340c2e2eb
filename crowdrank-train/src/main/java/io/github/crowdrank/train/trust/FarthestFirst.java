package io.github.crowdrank.train.trust;

import io.github.crowdrank.ImageDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes on choosing the one that is farthest from all chosen so far (Gonzalez, Clustering to
 * Minimize the Maximum Intercluster Distance, 1985): no choice of as many leaves any other more
 * than half as near to its nearest.
 */
final class FarthestFirst {
  private final List<ImageDescriptor> candidates;
  private final double[] distances;

  /** Nothing is chosen yet; the first candidate goes first. */
  FarthestFirst(List<ImageDescriptor> candidates) {
    this.candidates = candidates;
    this.distances = new double[candidates.size()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
  }

  /** A choice and its distance to the nearest choice before it. */
  record Choice(int candidate, double distance) {}

  /** Takes what was chosen elsewhere into account. */
  void include(ImageDescriptor chosen) {
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.min(distances[i], 1 - chosen.cosine(candidates.get(i)));
    }
  }

  /** Of those equally far, the earlier one; none twice. */
  List<Choice> choose(int number) {
    boolean[] taken = new boolean[distances.length];
    List<Choice> choices = new ArrayList<>();
    while (choices.size() < Math.min(number, distances.length)) {
      int farthest = -1;
      for (int i = 0; i < distances.length; i++) {
        if (!taken[i] && (farthest < 0 || distances[i] > distances[farthest])) {
          farthest = i;
        }
      }
      taken[farthest] = true;
      choices.add(new Choice(farthest, distances[farthest]));
      include(candidates.get(farthest));
    }
    return choices;
  }
}
