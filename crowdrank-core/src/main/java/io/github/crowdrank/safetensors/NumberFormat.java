package io.github.crowdrank.safetensors;

import java.nio.ByteBuffer;

/** How numbers are stored in a file. In memory they are always floats. */
public enum NumberFormat {
  /** IEEE 754 single precision. */
  F32(4) {
    @Override
    public float get(ByteBuffer buffer) {
      return buffer.getFloat();
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      buffer.putFloat(value);
    }

    @Override
    public float round(float value) {
      return value;
    }
  },
  /** IEEE 754 half precision: 11 significant bits, up to 65504. */
  F16(2) {
    @Override
    public float get(ByteBuffer buffer) {
      return HalfPrecision.toFloat(buffer.getShort());
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      buffer.putShort(HalfPrecision.toHalf(value));
    }

    @Override
    public float round(float value) {
      return HalfPrecision.toFloat(HalfPrecision.toHalf(value));
    }
  },
  /** The upper half of a single: 8 significant bits. */
  BF16(2) {
    @Override
    public float get(ByteBuffer buffer) {
      return Float.intBitsToFloat(buffer.getShort() << 16);
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      buffer.putShort((short) (Float.floatToRawIntBits(round(value)) >>> 16));
    }

    @Override
    public float round(float value) {
      if (Float.isNaN(value)) {
        // Rounding could carry a NaN over to infinity.
        return Float.NaN;
      }
      int bits = Float.floatToRawIntBits(value);
      int toEven = 0x7fff + ((bits >>> 16) & 1);
      return Float.intBitsToFloat((bits + toEven) & 0xffff0000);
    }
  };

  private final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The nearest value that this format holds, ties to even: what is read back after {@code value}
   * was written. Too large a value becomes infinite.
   */
  public abstract float round(float value);

  /** Bytes per number. */
  int bytes() {
    return bytes;
  }

  /** Reads the next number, in the order of bytes that the buffer has. */
  public abstract float get(ByteBuffer buffer);

  abstract void put(ByteBuffer buffer, float value);
}
