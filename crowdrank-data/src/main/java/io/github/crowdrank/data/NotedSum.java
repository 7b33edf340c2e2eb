package io.github.crowdrank.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/** A number of bytes, kept in a file for whoever holds the lock on it. */
record NotedSum(FileChannel file) {
  /** Empty if the file is new or holds something else. */
  OptionalLong read() throws IOException {
    ByteBuffer sum = ByteBuffer.allocate(Long.BYTES);
    while (sum.hasRemaining() && file.read(sum, sum.position()) >= 0) {
      // A read may give less than it was asked for.
    }
    return sum.hasRemaining() || sum.getLong(0) < 0
        ? OptionalLong.empty()
        : OptionalLong.of(sum.getLong(0));
  }

  void write(long bytes) throws IOException {
    ByteBuffer sum = ByteBuffer.allocate(Long.BYTES).putLong(0, bytes);
    while (sum.hasRemaining()) {
      file.write(sum, sum.position());
    }
  }
}
