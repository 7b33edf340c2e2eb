package io.github.crowdrank.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides images by how many people are in them: few people and many are counted with errors that
 * do not compare. A band ends with its last count; the one after the last border has no end.
 *
 * @param lastCounts the largest true count of each band but the last, 0 or more and ascending
 */
public record DensityBands(List<Integer> lastCounts) {
  /**
   * Copies and checks the borders.
   *
   * @throws IllegalArgumentException if one is negative or not more than the one before it
   */
  public DensityBands {
    lastCounts = List.copyOf(lastCounts);
    for (int i = 0; i < lastCounts.size(); i++) {
      if (lastCounts.get(i) < 0 || (i > 0 && lastCounts.get(i) <= lastCounts.get(i - 1))) {
        throw new IllegalArgumentException(
            "borders of bands are 0 or more and ascend but were " + lastCounts);
      }
    }
  }

  /** Bands with these last counts. */
  public static DensityBands of(int... lastCounts) {
    return new DensityBands(IntStream.of(lastCounts).boxed().toList());
  }

  /**
   * 0, 1-100, 101-500, 501-5000 and more: the levels of NWPU-Crowd.
   *
   * @see <a href="https://doi.org/10.1109/TPAMI.2020.3013269">Wang et al., NWPU-Crowd, TPAMI
   *     2021</a>
   */
  public static DensityBands nwpu() {
    return of(0, 100, 500, 5000);
  }

  /**
   * 0-50, 51-500 and more: low, medium and high of JHU-CROWD++.
   *
   * @see <a href="https://doi.org/10.1109/TPAMI.2020.3035969">Sindagi et al., JHU-CROWD++, TPAMI
   *     2022</a>
   */
  public static DensityBands jhuCrowd() {
    return of(50, 500);
  }

  /** The number of bands, 1 or more. */
  public int size() {
    return lastCounts.size() + 1;
  }

  /**
   * The band of a true count, from 0. A count that is no whole number, such as the sum of a map,
   * belongs to the band of the next greater one.
   */
  public int bandOf(double truth) {
    int band = 0;
    while (band < lastCounts.size() && truth > lastCounts.get(band)) {
      band++;
    }
    return band;
  }

  /** What to call a band, such as {@code 101-500} or {@code 501+}. */
  public String name(int band) {
    int first = band == 0 ? 0 : lastCounts.get(band - 1) + 1;
    if (band == lastCounts.size()) {
      return first + "+";
    }
    int last = lastCounts.get(band);
    return first == last ? String.valueOf(first) : first + "-" + last;
  }

  /** The errors in each band that has images, sparsest first. */
  public List<BandErrors> errors(List<CountPair> counts) {
    List<BandErrors> errors = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      int band = i;
      List<CountPair> inside =
          counts.stream().filter(pair -> bandOf(pair.truth()) == band).toList();
      if (!inside.isEmpty()) {
        errors.add(new BandErrors(name(band), CountingErrors.of(inside)));
      }
    }
    return errors;
  }
}
