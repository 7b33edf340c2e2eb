package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP file that make its picture, of an animation those of its first frame.
 * TwelveMonkeys' reader makes a black picture of a file without them, makes up what is cut off one
 * without loss, takes the sides that the file declares whatever those of its picture are, and
 * leaves out transparency that it cannot read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-2">the format</a>
 */
final class WebPChunks {
  private static final int SIZE = 4;
  private static final int CHUNKS = 12;

  /** Type and length of a chunk. */
  private static final int FRAME = 8;

  private static final int EXTENDED = 0x58385056;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4c385056;
  private static final int TRANSPARENCY = 0x48504c41;
  private static final int ANIMATION_FRAME = 0x464d4e41;

  private static final int EXTENDED_LENGTH = 10;
  private static final int CANVAS = 4;
  private static final int ANIMATED = 2;

  private static final int ANIMATION_FRAME_HEADER = 16;
  private static final int ANIMATION_FRAME_SIDES = 6;

  private static final int COMPRESSION = 3;
  private static final int UNCOMPRESSED = 0;
  private static final int AS_WITHOUT_LOSS = 1;

  private final ByteBuffer file;
  private @Nullable WebPSides declared;
  private @Nullable WebPFrame picture;
  private @Nullable String damage;
  private boolean isUncompressedTransparency;

  /** Finds the chunks of a file that starts as WebP does. */
  WebPChunks(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = end(file);
    long told = told(file);
    if (told > end) {
      damaged("it declares %d bytes but has %d".formatted(told, end));
    }
    if (!isChunk(CHUNKS, end)) {
      return;
    }
    int content = CHUNKS + FRAME;
    if (type(CHUNKS) != EXTENDED) {
      look(CHUNKS, end);
    } else if (length(CHUNKS) == EXTENDED_LENGTH && content + EXTENDED_LENGTH <= end) {
      int chunks = content + EXTENDED_LENGTH;
      if ((file.get(content) & ANIMATED) == 0) {
        declared = sides(content + CANVAS);
        lookAtAll(chunks, end);
      } else {
        lookAtFirstFrame(chunks, end);
      }
    }
    requireSides();
  }

  /** Where the chunks of a file end: readers pass over what stands behind. */
  static int end(ByteBuffer file) {
    return (int) Math.min(file.capacity(), told(file));
  }

  private static long told(ByteBuffer file) {
    return FRAME + Integer.toUnsignedLong(file.getInt(SIZE));
  }

  private static boolean isChunk(int at, int end) {
    return at <= end - FRAME;
  }

  private int type(int at) {
    return file.getInt(at);
  }

  private long length(int at) {
    return Integer.toUnsignedLong(file.getInt(at + SIZE));
  }

  /** Chunks are filled up to even lengths. */
  private int behind(int at, int end) {
    long length = length(at);
    return (int) Math.min(end, at + FRAME + length + (length & 1));
  }

  private int contentEnd(int at, int end) {
    return (int) Math.min(end, at + FRAME + length(at));
  }

  private boolean isCut(int at, int end) {
    return at + FRAME + length(at) > end;
  }

  private WebPSides sides(int at) {
    // Of three bytes each.
    return new WebPSides(1 + (file.getInt(at) & 0xffffff), 1 + (file.getInt(at + 2) >>> Byte.SIZE));
  }

  private void lookAtFirstFrame(int from, int end) {
    for (int at = from; isChunk(at, end); at = behind(at, end)) {
      if (type(at) == ANIMATION_FRAME) {
        int content = at + FRAME;
        int frameEnd = contentEnd(at, end);
        if (frameEnd - content >= ANIMATION_FRAME_HEADER) {
          declared = sides(content + ANIMATION_FRAME_SIDES);
          lookAtAll(content + ANIMATION_FRAME_HEADER, frameEnd);
        }
        return;
      }
    }
  }

  private void lookAtAll(int from, int end) {
    for (int at = from; isChunk(at, end); at = behind(at, end)) {
      look(at, end);
    }
  }

  private void look(int at, int end) {
    int from = at + FRAME;
    int to = contentEnd(at, end);
    switch (type(at)) {
      case LOSSY -> found(WebPFrame.lossy(file, from, to), at, end);
      case LOSSLESS -> found(WebPFrame.lossless(file, from, to), at, end);
      case TRANSPARENCY -> lookAtTransparency(from, to);
      default -> {}
    }
  }

  private void found(Optional<WebPFrame> frame, int at, int end) {
    if (picture != null) {
      damaged("it has a second picture at byte " + at);
    } else if (frame.isEmpty()) {
      damaged("its picture at byte %d does not begin as one does".formatted(at));
    } else {
      picture = frame.get();
      if (isCut(at, end)) {
        damaged("the data of its picture are cut");
      } else if (picture.least() > length(at)) {
        damaged(
            "the data of its picture have %d bytes but need %d or more"
                .formatted(length(at), picture.least()));
      }
    }
  }

  private void lookAtTransparency(int from, int to) {
    if (from >= to) {
      damaged("its transparency has no data");
      return;
    }
    int compression = file.get(from) & COMPRESSION;
    isUncompressedTransparency |= compression == UNCOMPRESSED;
    if (compression > AS_WITHOUT_LOSS) {
      damaged("its transparency is compressed in the unknown way " + compression);
    }
  }

  private void requireSides() {
    if (declared != null && picture != null && !declared.equals(picture.sides())) {
      damaged("it declares %s pixels but its picture has %s".formatted(declared, picture.sides()));
    }
  }

  private void damaged(String found) {
    if (damage == null) {
      damage = found;
    }
  }

  /** All sides that a reader would make room for: those declared, and those of the picture. */
  List<WebPSides> sides() {
    return Stream.of(
            Optional.ofNullable(declared), Optional.ofNullable(picture).map(WebPFrame::sides))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether there is a picture, whole or not, of which a reader could make some pixels. */
  boolean hasPicture() {
    return picture != null;
  }

  /** Whether its transparency is stored as it is, which TwelveMonkeys' reader leaves out. */
  boolean hasUncompressedTransparency() {
    return isUncompressedTransparency;
  }

  /** The first thing that is wrong, if there is one. */
  Optional<String> damage() {
    return Optional.ofNullable(damage);
  }
}
