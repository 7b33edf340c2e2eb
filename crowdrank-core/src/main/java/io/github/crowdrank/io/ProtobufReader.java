package io.github.crowdrank.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one message of Protocol Buffers, field by field, without copying it. What is no such
 * message throws {@link IllegalArgumentException}. For one thread.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int start;
  private int at;
  private int field;
  private int wireType;
  private long number;
  private int valueStart;

  /** A message that fills an array, which is not copied. */
  public ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Goes on to the next field; false at the end. */
  public boolean next() {
    if (at == end) {
      return false;
    }
    start = at;
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (tag >>> 32 != 0 || field == 0) {
      throw damaged("a field has the tag " + Long.toUnsignedString(tag));
    }
    switch (wireType) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case BYTES -> skip(varint());
      default -> throw damaged("field %d has the wire type %d".formatted(field, wireType));
    }
    return true;
  }

  private void skip(long count) {
    if (count < 0 || count > end - at) {
      throw damaged("field %d is longer than what is left".formatted(field));
    }
    valueStart = at;
    at += (int) count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) {
        throw damaged("it ends within a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number has more than ten bytes");
  }

  /** The number of this field. */
  public int field() {
    return field;
  }

  /** This field as a whole number. */
  public long integer() {
    require(VARINT);
    return number;
  }

  /** This field as a message. */
  public ProtobufReader message() {
    require(BYTES);
    return new ProtobufReader(bytes, valueStart, at);
  }

  /** This field as a text. */
  public String text() {
    require(BYTES);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, valueStart, at - valueStart))
          .toString();
    } catch (CharacterCodingException e) {
      throw damaged("field %d is a text but no UTF-8".formatted(field));
    }
  }

  /** Where in the array this field starts, its tag included. */
  public int fieldStart() {
    return start;
  }

  /** Where in the array this field ends. */
  public int fieldEnd() {
    return at;
  }

  private void require(int wanted) {
    if (wireType != wanted) {
      throw damaged(
          "field %d has the wire type %d but should have %d".formatted(field, wireType, wanted));
    }
  }

  private IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException("at byte %d %s".formatted(at, what));
  }
}
