package io.github.crowdrank.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of IVF, whose frames are changed before it is written: a header of 32 bytes, then for each
 * frame its size in 4 bytes, its time in 8, and its bytes.
 */
final class IvfVideo {
  private static final int FRAME_HEADER = 12;

  private final ByteBuffer bytes;
  private final List<Integer> frames = new ArrayList<>();

  private IvfVideo(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 32; at < bytes.length; at += FRAME_HEADER + this.bytes.getInt(at)) {
      frames.add(at);
    }
  }

  static IvfVideo of(Path file) throws IOException {
    return new IvfVideo(Files.readAllBytes(file));
  }

  /** Sets the time of a frame, in units of the file; the first frame is 0. */
  IvfVideo time(int frame, long time) {
    bytes.putLong(frames.get(frame) + 4, time);
    return this;
  }

  /** Sets the size that is said of a frame, in bytes. */
  IvfVideo size(int frame, int size) {
    bytes.putInt(frames.get(frame), size);
    return this;
  }

  /** Replaces the bytes of a frame by what is none. */
  IvfVideo spoil(int frame) {
    int begin = frames.get(frame) + FRAME_HEADER;
    for (int i = 0; i < bytes.getInt(frames.get(frame)); i++) {
      bytes.put(begin + i, (byte) 0xff);
    }
    return this;
  }

  /** This video and behind it the frames of another, each a unit of time after the one before. */
  IvfVideo followedBy(IvfVideo other) {
    int header = other.frames.get(0);
    byte[] both = Arrays.copyOf(bytes.array(), bytes.capacity() + other.bytes.capacity() - header);
    other.bytes.get(header, both, bytes.capacity(), other.bytes.capacity() - header);
    IvfVideo joined = new IvfVideo(both);
    for (int i = 0; i < joined.frames.size(); i++) {
      joined.time(i, i);
    }
    return joined;
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes.array());
  }
}
