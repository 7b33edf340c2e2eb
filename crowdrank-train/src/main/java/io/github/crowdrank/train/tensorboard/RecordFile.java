package io.github.crowdrank.train.tensorboard;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file of TFRecords: length, its checksum, data, their checksum. Open only while a record is
 * written, so that nothing is lost with the process. The checksums are CRC-32C (RFC 3720, appendix
 * B.4), rotated and moved so that a checksum of data that hold a checksum is a good one.
 */
final class RecordFile {
  private static final int MASK = 0xa282ead8;

  private final Path file;

  RecordFile(Path file) {
    this.file = file;
  }

  /**
   * Adds a record.
   *
   * @throws IOException if the file cannot be written; the message names it
   */
  void append(byte[] data) throws IOException {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    ByteBuffer record =
        ByteBuffer.allocate(8 + 4 + data.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(length)
            .putInt(masked(length))
            .put(data)
            .putInt(masked(data));
    // Not a channel: the interrupt that stops a training would close it.
    try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(record.array());
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      // A disk that is full does not say which file it was.
      throw new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static int masked(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }
}
