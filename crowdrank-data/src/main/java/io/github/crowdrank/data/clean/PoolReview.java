package io.github.crowdrank.data.clean;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.clean.Verdict.Dropped;
import io.github.crowdrank.data.clean.Verdict.Kept;
import io.github.crowdrank.data.similar.NearDuplicates;
import io.github.crowdrank.data.similar.NearDuplicates.Pair;
import io.github.crowdrank.data.similar.PerceptualHash;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.InterruptedRead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A pool on its way through the rules: what is known of each picture and why some are dropped. */
final class PoolReview {
  private final UnlabeledImages pool;
  private final Map<Integer, Dropped> dropped = new HashMap<>();

  /** Of the pictures that were kept so far, by their index. */
  private final Map<Integer, Known> known = new TreeMap<>();

  private record Known(PerceptualHash hash, int width, int height) {
    long pixels() {
      return (long) width * height;
    }
  }

  PoolReview(UnlabeledImages pool) {
    this.pool = pool;
  }

  void examine(int index, CleaningRules rules) {
    RgbImage image;
    try {
      image = pool.image(index);
    } catch (IOException e) {
      InterruptedRead.requireNone(pool.id(index), e);
      drop(unreadable(index, e), index);
      return;
    }
    rules
        .check(pool.id(index), image)
        .ifPresentOrElse(
            it -> drop(it, index),
            () ->
                known.put(
                    index, new Known(PerceptualHash.of(image), image.width(), image.height())));
  }

  private Dropped unreadable(int index, IOException e) {
    String figure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Dropped(pool.id(index), DropReason.UNREADABLE, figure);
  }

  private void drop(Dropped verdict, int index) {
    known.remove(index);
    dropped.put(index, verdict);
  }

  /** Drops what looks like one of other pictures. */
  void dropProtected(List<PerceptualHash> others, List<String> names, int distance) {
    List<Integer> left = left();
    List<PerceptualHash> all = new ArrayList<>(others);
    known.values().forEach(it -> all.add(it.hash()));
    NearDuplicates alike = NearDuplicates.among(all, distance);
    for (int first = 0; first < others.size(); first++) {
      for (Pair pair : alike.withLater(first)) {
        if (pair.second() >= others.size()) {
          int index = left.get(pair.second() - others.size());
          String figure = pair.distance() + " bits from " + names.get(first);
          drop(new Dropped(pool.id(index), DropReason.PROTECTED, figure), index);
        }
      }
    }
  }

  /** Drops all but the largest of those that look the same. */
  void dropRepeated(int distance) {
    List<Integer> largestFirst = new ArrayList<>(left());
    largestFirst.sort(Comparator.comparingLong(index -> -pixels(index)));
    List<PerceptualHash> hashes = largestFirst.stream().map(this::hash).toList();
    NearDuplicates alike = NearDuplicates.among(hashes, distance);
    for (int first = 0; first < hashes.size(); first++) {
      int larger = largestFirst.get(first);
      if (known.containsKey(larger)) {
        for (Pair pair : alike.withLater(first)) {
          int index = largestFirst.get(pair.second());
          if (known.containsKey(index)) {
            String figure = pair.distance() + " bits from " + pool.id(larger);
            drop(new Dropped(pool.id(index), DropReason.NEAR_DUPLICATE, figure), index);
          }
        }
      }
    }
  }

  private long pixels(int index) {
    return at(index).pixels();
  }

  private PerceptualHash hash(int index) {
    return at(index).hash();
  }

  private Known at(int index) {
    Known found = known.get(index);
    if (found == null) {
      throw new IllegalArgumentException("picture " + index + " was dropped");
    }
    return found;
  }

  void count(int index, CrowdFilter filter) {
    try {
      filter.check(pool.id(index), pool.image(index)).ifPresent(it -> drop(it, index));
    } catch (IOException e) {
      InterruptedRead.requireNone(pool.id(index), e);
      drop(unreadable(index, e), index);
    }
  }

  /** Indices of the pictures that are not dropped, in order. */
  List<Integer> left() {
    return List.copyOf(known.keySet());
  }

  List<Verdict> verdicts() {
    return IntStream.range(0, pool.size())
        .<Verdict>mapToObj(
            index -> {
              Dropped verdict = dropped.get(index);
              return verdict == null ? new Kept(pool.id(index)) : verdict;
            })
        .toList();
  }
}
