package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first picture of a GIF file, up to the codes of its pixels, and what is done to them so that
 * Java's reader reads these codes and no others.
 */
final class GifPicture {
  private static final int SEPARATOR = 0x2c;

  /** Separator, position, sides and flags. */
  private static final int DESCRIPTOR = 10;

  private static final int MOST_BITS = 8;

  /** Java's reader takes as many bytes of the first block, whether it has them or not. */
  private static final int READ_AHEAD = 4;

  /** Pixels that may come out of the codes of a small picture: of some encoders, a few too many. */
  private static final int SPARE = 1 << 16;

  private final byte[] file;
  private final int at;
  private byte[] readable;
  private long starts;
  private Optional<String> damage = Optional.empty();

  /**
   * Finds the picture.
   *
   * @param file a file without what {@link GifBlocks} leaves out
   * @param at where its first picture begins
   */
  GifPicture(byte[] file, int at) {
    this.file = file;
    this.at = at;
    this.readable = file;
  }

  /** Whether the file reaches to the picture's data and says how they are coded. */
  boolean hasCodes() {
    return at + DESCRIPTOR <= file.length
        && file[at] == SEPARATOR
        && data() < file.length
        && bits() >= 1
        && bits() <= MOST_BITS;
  }

  private int bits() {
    return file[data() - 1] & 255;
  }

  /** Where the first block begins. */
  private int data() {
    int flags = file[at + DESCRIPTOR - 1] & 255;
    int colors = (flags & 0x80) == 0 ? 0 : 3 << (flags % 8 + 1);
    return at + DESCRIPTOR + colors + 1;
  }

  int width() {
    return unsignedShort(at + 5);
  }

  int height() {
    return unsignedShort(at + 7);
  }

  private int unsignedShort(int index) {
    return (file[index] & 255) | (file[index + 1] & 255) << 8;
  }

  /** The file up to where its data would begin: without codes none of them are to be read. */
  byte[] withoutData() {
    return at + DESCRIPTOR <= file.length && file[at] == SEPARATOR && data() < file.length
        ? Arrays.copyOf(file, data())
        : file;
  }

  /**
   * Follows the codes to their end, or until the table of codes was started anew more often than
   * this. To be called once, before what was found is asked for.
   */
  void followCodes(long mostStarts) {
    if (file[data()] == 0) {
      // Behind an empty first block Java's reader reads on in whatever follows.
      readable = Arrays.copyOf(file, data() + 1);
      damage = Optional.of("its first picture has no data");
      return;
    }
    readable = withLongFirstBlock();
    GifCodes codes = new GifCodes(readable, data(), bits());
    long pixels = (long) width() * height();
    codes.follow(2 * pixels + SPARE, mostStarts);
    starts = codes.starts();
    if (codes.pixels() > 2 * pixels + SPARE) {
      readable = Arrays.copyOf(readable, codes.end() + 1);
      readable[codes.end()] = 0;
      damage =
          Optional.of(
              "it is %dx%d pixels but its data make %d or more"
                  .formatted(width(), height(), codes.pixels()));
    }
  }

  /** The file; with a first block that has all that is read ahead, if others follow it. */
  private byte[] withLongFirstBlock() {
    int start = data();
    int end = start;
    int count = 0;
    while (count < READ_AHEAD && isBlock(end)) {
      count += length(end);
      end += 1 + length(end);
    }
    if (end <= start + 1 + length(start)) {
      return file;
    }
    ByteBuffer blocks = ByteBuffer.allocate(count);
    for (int block = start; block < end; block += 1 + length(block)) {
      blocks.put(file, block + 1, length(block));
    }
    int first = Math.min(READ_AHEAD, count);
    ByteBuffer result = ByteBuffer.allocate(file.length);
    result.put(file, 0, start).put((byte) first).put(blocks.array(), 0, first);
    if (count > first) {
      result.put((byte) (count - first)).put(blocks.array(), first, count - first);
    }
    result.put(file, end, file.length - end);
    return Arrays.copyOf(result.array(), result.position());
  }

  private boolean isBlock(int index) {
    return length(index) > 0 && length(index) < file.length - index;
  }

  /** Bytes of the block there, or 0 behind the end. */
  private int length(int index) {
    return index < file.length ? file[index] & 255 : 0;
  }

  /** How often the table of codes is started anew, as far as it was counted. */
  long starts() {
    return starts;
  }

  /** The file as Java's reader is to get it. */
  byte[] readable() {
    return readable;
  }

  /** What is wrong with the picture's data although a reader would make pixels of them. */
  Optional<String> damage() {
    return damage;
  }
}
