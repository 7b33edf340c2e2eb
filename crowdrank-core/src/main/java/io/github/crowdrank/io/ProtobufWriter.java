package io.github.crowdrank.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes one message of Protocol Buffers, field by field. The wire format alone, since two versions
 * of Google's library on one class path exclude each other. For one thread.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class ProtobufWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A whole number, or an enum's. */
  public ProtobufWriter integer(int field, long value) {
    tag(field, ProtobufReader.VARINT);
    varint(value);
    return this;
  }

  /** Whole numbers, each as a field of its own. */
  public ProtobufWriter integers(int field, List<Integer> values) {
    values.forEach(value -> integer(field, value));
    return this;
  }

  /** A text. */
  public ProtobufWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Texts, each as a field of its own. */
  public ProtobufWriter texts(int field, List<String> values) {
    values.forEach(value -> text(field, value));
    return this;
  }

  /** A message within this one. */
  public ProtobufWriter message(int field, ProtobufWriter value) {
    tag(field, ProtobufReader.BYTES);
    varint(value.out.size());
    out.writeBytes(value.out.toByteArray());
    return this;
  }

  /** Floats as little-endian bytes. */
  public ProtobufWriter floats(int field, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes(field, bytes.array());
  }

  private ProtobufWriter bytes(int field, byte[] value) {
    tag(field, ProtobufReader.BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** What was written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
