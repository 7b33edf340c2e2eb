package io.github.crowdrank.safetensors;

import java.nio.ByteBuffer;

/** How numbers are stored in a file. In memory they are always floats. */
public enum NumberFormat {
  /** IEEE 754 single precision. */
  F32(4) {
    @Override
    float get(ByteBuffer buffer) {
      return buffer.getFloat();
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      buffer.putFloat(value);
    }
  },
  /** IEEE 754 half precision: 11 significant bits, up to 65504. */
  F16(2) {
    @Override
    float get(ByteBuffer buffer) {
      return HalfPrecision.toFloat(buffer.getShort());
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      buffer.putShort(HalfPrecision.toHalf(value));
    }
  },
  /** The upper half of a single: 8 significant bits. */
  BF16(2) {
    @Override
    float get(ByteBuffer buffer) {
      return Float.intBitsToFloat(buffer.getShort() << 16);
    }

    @Override
    void put(ByteBuffer buffer, float value) {
      int bits = Float.floatToRawIntBits(value);
      if (Float.isNaN(value)) {
        // Rounding could carry a NaN over to infinity.
        buffer.putShort((short) (bits >>> 16 | 0x40));
        return;
      }
      int toEven = 0x7fff + ((bits >>> 16) & 1);
      buffer.putShort((short) ((bits + toEven) >>> 16));
    }
  };

  private final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per number. */
  int bytes() {
    return bytes;
  }

  abstract float get(ByteBuffer buffer);

  abstract void put(ByteBuffer buffer, float value);
}
