package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.data.similar.NearDuplicates.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {
  /** Random hashes, every third a copy of an earlier one with up to 14 bits changed. */
  private static List<PerceptualHash> hashes(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PerceptualHash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long bits = random.nextLong();
      if (i % 3 == 2) {
        bits = hashes.get(random.nextInt(i)).bits();
        for (int flips = random.nextInt(15); flips > 0; flips--) {
          bits ^= 1L << random.nextInt(64);
        }
      }
      hashes.add(new PerceptualHash(bits));
    }
    return hashes;
  }

  private static List<Pair> naive(List<PerceptualHash> hashes, int distance) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      for (int j = i + 1; j < hashes.size(); j++) {
        int apart = hashes.get(i).distance(hashes.get(j));
        if (apart <= distance) {
          pairs.add(new Pair(i, j, apart));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void the_same_pairs_as_by_comparing_all(long seed) {
    List<PerceptualHash> hashes = hashes(4000, seed);
    for (int distance : new int[] {0, 1, 3, 4, 7, 8, 11, 12, 15}) {
      assertThat(NearDuplicates.within(hashes, distance))
          .as("distance %d", distance)
          .isNotEmpty()
          .isEqualTo(naive(hashes, distance));
    }
  }

  @Test
  void a_few_hashes_and_large_distances_too() {
    List<PerceptualHash> hashes = hashes(30, 4);
    for (int distance : new int[] {0, 8, 30, 64}) {
      assertThat(NearDuplicates.within(hashes, distance)).isEqualTo(naive(hashes, distance));
    }
    assertThat(NearDuplicates.within(List.of(), 8)).isEmpty();
  }

  @Test
  void distances_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearDuplicates.within(List.of(), 65))
        .withMessageContaining("65");
  }
}
