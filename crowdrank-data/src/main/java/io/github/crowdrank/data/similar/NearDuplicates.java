package io.github.crowdrank.data.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All pairs of hashes within a distance.
 *
 * <p>Of the four blocks of 16 bits in which two hashes within distance d can differ, one differs in
 * at most d / 4; so only hashes that come so close in one block are compared (multi-index hashing,
 * Norouzi, Punjani and Fleet, CVPR 2012).
 */
public final class NearDuplicates {
  private static final int BLOCKS = 4;
  private static final int BLOCK_BITS = 16;
  private static final int KEYS = 1 << BLOCK_BITS;

  private final long[] hashes;
  private final int distance;
  private final List<Pair> pairs = new ArrayList<>();

  private NearDuplicates(long[] hashes, int distance) {
    this.hashes = hashes;
    this.distance = distance;
  }

  /**
   * Two pictures that look the same.
   *
   * @param first index of the one that comes first
   * @param second index of the other, the greater one
   * @param distance in bits
   */
  public record Pair(int first, int second, int distance) {}

  /**
   * The pairs within {@link PerceptualHash#SAME_PICTURE}, as {@link #within} gives them.
   *
   * @param hashes in which indices count
   */
  public static List<Pair> of(List<PerceptualHash> hashes) {
    return within(hashes, PerceptualHash.SAME_PICTURE);
  }

  /**
   * The pairs within a distance, sorted by their first and then their second index.
   *
   * @param hashes in which indices count
   * @param distance in bits, 0 to 64; a pair at this distance belongs to them
   * @throws IllegalArgumentException if the distance is out of range
   */
  public static List<Pair> within(List<PerceptualHash> hashes, int distance) {
    if (distance < 0 || distance > Long.SIZE) {
      throw new IllegalArgumentException(
          "a distance of hashes is 0 to 64 bits but was " + distance);
    }
    long[] bits = hashes.stream().mapToLong(PerceptualHash::bits).toArray();
    NearDuplicates search = new NearDuplicates(bits, distance);
    int[] masks =
        IntStream.range(0, KEYS)
            .filter(mask -> Integer.bitCount(mask) <= distance / BLOCKS)
            .toArray();
    if ((long) BLOCKS * masks.length < bits.length) {
      for (int block = 0; block < BLOCKS; block++) {
        search.compareWithin(block, masks);
      }
    } else {
      search.compareAll();
    }
    search.pairs.sort(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
    return List.copyOf(search.pairs);
  }

  private void compareAll() {
    for (int i = 0; i < hashes.length; i++) {
      for (int j = i + 1; j < hashes.length; j++) {
        compare(i, j);
      }
    }
  }

  private void compareWithin(int block, int[] masks) {
    int[] ends = new int[KEYS + 1];
    for (long hash : hashes) {
      ends[key(hash, block) + 1]++;
    }
    for (int key = 0; key < KEYS; key++) {
      ends[key + 1] += ends[key];
    }
    int[] next = ends.clone();
    int[] sorted = new int[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      sorted[next[key(hashes[i], block)]++] = i;
    }
    for (int i = 0; i < hashes.length; i++) {
      for (int mask : masks) {
        int key = key(hashes[i], block) ^ mask;
        for (int at = ends[key]; at < ends[key + 1]; at++) {
          int j = sorted[at];
          if (i < j && !isCloseBefore(block, hashes[i] ^ hashes[j])) {
            compare(i, j);
          }
        }
      }
    }
  }

  /** Whether an earlier block has brought the two together already. */
  private boolean isCloseBefore(int block, long difference) {
    for (int earlier = 0; earlier < block; earlier++) {
      if (Integer.bitCount(key(difference, earlier)) <= distance / BLOCKS) {
        return true;
      }
    }
    return false;
  }

  private static int key(long hash, int block) {
    return (int) (hash >>> (block * BLOCK_BITS)) & (KEYS - 1);
  }

  private void compare(int i, int j) {
    int apart = Long.bitCount(hashes[i] ^ hashes[j]);
    if (apart <= distance) {
      pairs.add(new Pair(i, j, apart));
    }
  }
}
