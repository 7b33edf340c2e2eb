package io.github.crowdrank.train.tensorboard;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.tensorflow.framework.Summary;

/** Reads event files with TensorFlow's own message classes, of which ND4J has a copy. */
final class EventFiles {
  private EventFiles() {}

  /**
   * An event.
   *
   * @param restart whether it says that a session starts
   * @param scalars by tag
   */
  record Event(
      double time, long step, String version, boolean restart, Map<String, Float> scalars) {}

  static List<Event> read(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
        while (in.available() > 0) {
          byte[] length = in.readNBytes(8);
          requireChecksum(length, in.readNBytes(4));
          byte[] data = in.readNBytes((int) CodedInputStream.newInstance(length).readFixed64());
          requireChecksum(data, in.readNBytes(4));
          events.add(event(data));
        }
      }
    }
    return events;
  }

  /** Bit by bit, with the reflected polynomial of Castagnoli, and masked as TensorFlow masks it. */
  private static void requireChecksum(byte[] data, byte[] stored) throws IOException {
    int crc = -1;
    for (byte each : data) {
      crc ^= each & 255;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    crc = ~crc;
    int masked = (crc >>> 15 | crc << 17) + 0xa282ead8;
    if (CodedInputStream.newInstance(stored).readFixed32() != masked) {
      throw new IOException("a record has a wrong checksum");
    }
  }

  private static Event event(byte[] data) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(data);
    double time = 0;
    long step = 0;
    String version = "";
    boolean restart = false;
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> time = in.readDouble();
        case 2 -> step = in.readInt64();
        case 3 -> version = in.readString();
        case 5 ->
            Summary.parseFrom(in.readByteArray())
                .getValueList()
                .forEach(value -> scalars.put(value.getTag(), value.getSimpleValue()));
        case 7 -> {
          CodedInputStream session = CodedInputStream.newInstance(in.readByteArray());
          restart = session.readTag() == 8 && session.readEnum() == 1;
        }
        default -> throw new IOException("an event has the tag " + tag);
      }
    }
    return new Event(time, step, version, restart, scalars);
  }
}
