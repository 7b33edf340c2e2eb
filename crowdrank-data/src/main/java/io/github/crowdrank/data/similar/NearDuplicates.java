package io.github.crowdrank.data.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hashes in which pairs within a distance are looked for, one hash at a time: many pictures that
 * all look the same have more pairs than fit into memory. Immutable and safe for use by many
 * threads.
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

  /** How the keys of two hashes may differ in the block in which they come closest. */
  private final int[] masks;

  /** One for each block; none where it is as fast to compare all. */
  private final List<Block> blocks;

  private NearDuplicates(long[] hashes, int distance) {
    this.hashes = hashes;
    this.distance = distance;
    this.masks =
        IntStream.range(0, KEYS)
            .filter(mask -> Integer.bitCount(mask) <= distance / BLOCKS)
            .toArray();
    this.blocks =
        (long) BLOCKS * masks.length < hashes.length
            ? IntStream.range(0, BLOCKS).mapToObj(block -> Block.of(hashes, block)).toList()
            : List.of();
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
   * The hashes in which pairs are looked for.
   *
   * @param hashes in which indices count
   * @param distance in bits, 0 to 64; a pair at this distance belongs to them
   * @throws IllegalArgumentException if the distance is out of range
   */
  public static NearDuplicates among(List<PerceptualHash> hashes, int distance) {
    if (distance < 0 || distance > Long.SIZE) {
      throw new IllegalArgumentException(
          "a distance of hashes is 0 to 64 bits but was " + distance);
    }
    return new NearDuplicates(hashes.stream().mapToLong(PerceptualHash::bits).toArray(), distance);
  }

  /**
   * All pairs within {@link PerceptualHash#SAME_PICTURE}, as {@link #within} gives them.
   *
   * @param hashes in which indices count
   */
  public static List<Pair> of(List<PerceptualHash> hashes) {
    return within(hashes, PerceptualHash.SAME_PICTURE);
  }

  /**
   * All pairs within a distance, sorted by their first and then their second index. They are half
   * the square of the number of hashes where all look the same; {@link #withLater} never holds more
   * than those of one.
   *
   * @param hashes in which indices count
   * @param distance in bits, 0 to 64; a pair at this distance belongs to them
   * @throws IllegalArgumentException if the distance is out of range
   */
  public static List<Pair> within(List<PerceptualHash> hashes, int distance) {
    NearDuplicates search = among(hashes, distance);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      pairs.addAll(search.withLater(i));
    }
    return List.copyOf(pairs);
  }

  /**
   * The pairs that a hash forms with those that come after it, sorted by their second index.
   *
   * @param first the index of the hash
   * @throws IndexOutOfBoundsException if there is no such hash
   */
  public List<Pair> withLater(int first) {
    long hash = hashes[first];
    List<Pair> pairs = new ArrayList<>();
    if (blocks.isEmpty()) {
      for (int second = first + 1; second < hashes.length; second++) {
        compare(first, second, pairs);
      }
      return pairs;
    }
    for (int block = 0; block < BLOCKS; block++) {
      Block index = blocks.get(block);
      int key = key(hash, block);
      for (int mask : masks) {
        int end = index.ends[(key ^ mask) + 1];
        for (int at = index.ends[key ^ mask]; at < end; at++) {
          int second = index.sorted[at];
          if (first < second && !isCloseBefore(block, hash ^ hashes[second])) {
            compare(first, second, pairs);
          }
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::second));
    return pairs;
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

  private void compare(int first, int second, List<Pair> pairs) {
    int apart = Long.bitCount(hashes[first] ^ hashes[second]);
    if (apart <= distance) {
      pairs.add(new Pair(first, second, apart));
    }
  }

  /** The indices of hashes, sorted by one block of their bits, and where those of each key end. */
  private static final class Block {
    private final int[] sorted;
    private final int[] ends;

    private Block(int[] sorted, int[] ends) {
      this.sorted = sorted;
      this.ends = ends;
    }

    static Block of(long[] hashes, int block) {
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
      return new Block(sorted, ends);
    }
  }
}
