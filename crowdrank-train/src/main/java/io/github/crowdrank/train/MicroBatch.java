package io.github.crowdrank.train;

import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring patches of a batch that pass the network together: some of the labelled ones, some
 * whole groups of the ranked ones, or the last of the former with the first of the latter.
 *
 * @param first number of the first patch in the batch
 * @param labeled how many labelled patches, 0 or more
 * @param ranked how many ranked patches, whole groups
 */
record MicroBatch(int first, int labeled, int ranked) {
  private static final long MOST_BYTES = 1L << 30;

  /** Patches of a size whose values at every layer fit 1 GiB, at least 1. */
  static int fitting(NetworkSpec network, int side) {
    long values =
        network.shapes(side, side).values().stream()
            .mapToLong(shape -> (long) shape.channels() * shape.height() * shape.width())
            .sum();
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, MOST_BYTES / (Float.BYTES * values)));
  }

  /**
   * Cuts a batch into parts of at most {@code most} patches, or one group where that is more. Parts
   * of one size are preferred, unless they would have to be less than half as large: engines
   * compile a program and plan memory for each size.
   */
  static List<MicroBatch> split(int labeled, int ranked, int patchesPerGroup, int most) {
    int limit = Math.min(most, labeled + ranked);
    for (int size = limit; 2 * size >= limit; size--) {
      List<MicroBatch> parts = cut(labeled, ranked, patchesPerGroup, size);
      if (parts.stream().map(MicroBatch::patches).distinct().count() == 1) {
        return parts;
      }
    }
    return cut(labeled, ranked, patchesPerGroup, limit);
  }

  private static List<MicroBatch> cut(int labeled, int ranked, int patchesPerGroup, int limit) {
    List<MicroBatch> parts = new ArrayList<>();
    int first = 0;
    while (first < labeled + ranked) {
      int someLabeled = Math.min(limit, Math.max(0, labeled - first));
      int rest = labeled + ranked - first - someLabeled;
      int groups = first + someLabeled < labeled ? 0 : (limit - someLabeled) / patchesPerGroup;
      int someRanked = Math.min(rest, groups * patchesPerGroup);
      if (someLabeled + someRanked == 0) {
        someRanked = patchesPerGroup;
      }
      parts.add(new MicroBatch(first, someLabeled, someRanked));
      first += someLabeled + someRanked;
    }
    return parts;
  }

  int patches() {
    return labeled + ranked;
  }

  FeatureMaps input(TrainingBatch batch) {
    FeatureMaps all = batch.input();
    return patches() == all.count() ? all : all.pictures(first, patches());
  }

  List<DensityTarget> targets(TrainingBatch batch) {
    return labeled == 0 ? List.of() : batch.targets().subList(first, first + labeled);
  }
}
