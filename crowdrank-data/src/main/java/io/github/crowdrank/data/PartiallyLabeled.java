package io.github.crowdrank.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A dataset of which only some labels may be known: the semi-supervised protocol, in which a method
 * learns from the labels of 5, 10 or 40 percent of a benchmark's training images and from the
 * pixels of the rest.
 *
 * @param labeled the images whose heads are known
 * @param unlabeled all other images, their heads out of reach
 */
public record PartiallyLabeled(CrowdDataset labeled, UnlabeledImages unlabeled) {
  static PartiallyLabeled of(CrowdDataset dataset, double share, long seed) {
    int size = dataset.size();
    if (!(share > 0 && share <= 1) || size == 0) {
      throw new IllegalArgumentException(
          "the labels of a share of more than 0 and up to 1 of one image or more are kept, but a share of %s of the %d images of %s was asked"
              .formatted(share, size, dataset.name()));
    }
    int kept = (int) Math.max(1, Math.round(share * size));
    List<Integer> chosen =
        Arrays.stream(Folds.shuffled(size, seed)).limit(kept).sorted().boxed().toList();
    return of(dataset, chosen);
  }

  static PartiallyLabeled of(CrowdDataset dataset, Set<String> ids) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("the labels of one image or more are kept, not of none");
    }
    return of(dataset, Ids.indices(dataset, ids, "keep the labels of"));
  }

  private static PartiallyLabeled of(CrowdDataset dataset, List<Integer> chosen) {
    Set<Integer> labeled = new HashSet<>(chosen);
    List<Integer> rest =
        IntStream.range(0, dataset.size()).filter(i -> !labeled.contains(i)).boxed().toList();
    return new PartiallyLabeled(
        dataset.subset(dataset.name() + " (labelled)", chosen),
        dataset.subset(dataset.name() + " (labels hidden)", rest).unlabeled());
  }
}
