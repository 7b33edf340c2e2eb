package io.github.crowdrank.pytorch;

import io.github.crowdrank.safetensors.NumberFormat;
import java.nio.ByteBuffer;

/** What a storage holds; all of it becomes single precision. */
enum ElementType {
  FloatStorage(4) {
    @Override
    float get(ByteBuffer buffer) {
      return buffer.getFloat();
    }
  },
  DoubleStorage(8) {
    @Override
    float get(ByteBuffer buffer) {
      return (float) buffer.getDouble();
    }
  },
  HalfStorage(2) {
    @Override
    float get(ByteBuffer buffer) {
      return NumberFormat.F16.get(buffer);
    }
  },
  BFloat16Storage(2) {
    @Override
    float get(ByteBuffer buffer) {
      return NumberFormat.BF16.get(buffer);
    }
  },
  LongStorage(8) {
    @Override
    float get(ByteBuffer buffer) {
      return buffer.getLong();
    }
  },
  IntStorage(4) {
    @Override
    float get(ByteBuffer buffer) {
      return buffer.getInt();
    }
  };

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per value. */
  int bytes() {
    return bytes;
  }

  abstract float get(ByteBuffer buffer);
}
