package io.github.crowdrank.data.check;

import java.util.ArrayList;
import java.util.List;

/**
 * How many images show how many heads. Bins widen with the count, five for each power of ten: 0,
 * 1-3, 4-5, 6-9, 10-14, 15-24, 25-39, 40-59, 60-99, 100-149 and so on.
 *
 * @param bins from the first to the last that is not empty
 */
public record CountHistogram(List<Bin> bins) {
  private static final double[] STEPS = {1, 1.5, 2.5, 4, 6};

  /** Copies the bins. */
  public CountHistogram {
    bins = List.copyOf(bins);
  }

  /**
   * The images within a range of counts.
   *
   * @param from fewest heads
   * @param to most heads, {@code from} or more
   * @param images how many of each split
   */
  public record Bin(int from, int to, List<Integer> images) {
    /** Copies the numbers. */
    public Bin {
      images = List.copyOf(images);
    }

    /** How many images of all splits. */
    public int total() {
      return images.stream().mapToInt(Integer::intValue).sum();
    }

    /** The range, such as {@code 10-14}. */
    public String label() {
      return from == to ? Integer.toString(from) : from + "-" + to;
    }
  }

  static CountHistogram of(List<CheckedSplit> splits) {
    List<Integer> starts = starts();
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      bins.add(bin(starts.get(i), starts.get(i + 1) - 1, splits));
    }
    int first = 0;
    int end = bins.size();
    while (first < end && bins.get(first).total() == 0) {
      first++;
    }
    while (end > first && bins.get(end - 1).total() == 0) {
      end--;
    }
    return new CountHistogram(bins.subList(first, end));
  }

  private static Bin bin(int from, int to, List<CheckedSplit> splits) {
    return new Bin(
        from,
        to,
        splits.stream()
            .map(
                split ->
                    (int)
                        split.images().stream()
                            .filter(image -> image.heads() >= from && image.heads() <= to)
                            .count())
            .toList());
  }

  /** Up to a billion, more than any image shows. */
  private static List<Integer> starts() {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int power = 1; power <= 100_000_000; power *= 10) {
      for (double step : STEPS) {
        if (step * power == Math.rint(step * power)) {
          starts.add((int) (step * power));
        }
      }
    }
    starts.add(1_000_000_000);
    return starts;
  }
}
