package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Pixels as they lie in memory: 8 bytes that tell the format, 32 of the SHA-256 of what they were
 * made of, width, height and the CRC-32C of all else, big-endian, then red, green and blue of each
 * pixel.
 */
final class PixelFile {
  static final int HEADER = 52;

  /** What is read or written at once, for the JDK sets aside as much outside the heap. */
  private static final int PIECE = 1 << 16;

  private static final byte[] FORMAT = {'C', 'R', 'P', 'I', 'X', 'E', 'L', 1};
  private static final int CHECKED = HEADER - Integer.BYTES;

  private PixelFile() {}

  static long bytes(RgbImage image) {
    return HEADER + 3L * image.width() * image.height();
  }

  /** The content of a file. */
  static AtomicFile.Content of(RgbImage image, byte[] source) {
    return channel -> {
      byte[] row = new byte[3 * image.width()];
      ByteBuffer piece = ByteBuffer.allocate(Math.max(PIECE, row.length));
      piece.put(FORMAT).put(source).putInt(image.width()).putInt(image.height());
      CRC32C checksum = new CRC32C();
      checksum.update(piece.array(), 0, CHECKED);
      for (int y = 0; y < image.height(); y++) {
        image.copyRow(y, row);
        checksum.update(row, 0, row.length);
      }
      piece.putInt((int) checksum.getValue());
      for (int y = 0; y < image.height(); y++) {
        if (piece.remaining() < row.length) {
          drain(piece, channel);
        }
        image.copyRow(y, row);
        piece.put(row);
      }
      drain(piece, channel);
    };
  }

  private static void drain(ByteBuffer piece, WritableByteChannel channel) throws IOException {
    piece.flip();
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    piece.clear();
  }

  /**
   * The pixels in a file; empty if it is damaged, of another format or made of something else.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<RgbImage> read(Path file, byte[] source) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      if (!fill(header, channel)
          || !Arrays.equals(header.array(), 0, FORMAT.length, FORMAT, 0, FORMAT.length)
          || !Arrays.equals(
              header.array(),
              FORMAT.length,
              FORMAT.length + source.length,
              source,
              0,
              source.length)) {
        return Optional.empty();
      }
      header.position(FORMAT.length + source.length);
      int width = header.getInt();
      int height = header.getInt();
      int expected = header.getInt();
      // The length is checked before anything is allocated by what the header says.
      if (width < 1 || height < 1 || channel.size() != HEADER + 3L * width * height) {
        return Optional.empty();
      }
      byte[] samples = new byte[Math.toIntExact(3L * width * height)];
      if (!fill(ByteBuffer.wrap(samples), channel)) {
        return Optional.empty();
      }
      CRC32C checksum = new CRC32C();
      checksum.update(header.array(), 0, CHECKED);
      checksum.update(samples, 0, samples.length);
      return (int) checksum.getValue() == expected
          ? Optional.of(RgbImage.of(width, height, samples))
          : Optional.empty();
    }
  }

  private static boolean fill(ByteBuffer target, FileChannel channel) throws IOException {
    int end = target.limit();
    while (target.position() < end) {
      target.limit(Math.min(end, target.position() + PIECE));
      if (channel.read(target) < 0) {
        return false;
      }
    }
    return true;
  }
}
