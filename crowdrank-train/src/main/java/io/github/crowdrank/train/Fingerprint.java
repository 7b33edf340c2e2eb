package io.github.crowdrank.train;

import io.github.crowdrank.io.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A SHA-256 of numbers, little-endian, and of texts, each after its length. For one thread. */
final class Fingerprint {
  private final MessageDigest digest = Digest.sha256();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  Fingerprint put(int value) {
    return update(number.putInt(value));
  }

  Fingerprint put(long value) {
    return update(number.putLong(value));
  }

  Fingerprint put(float value) {
    return update(number.putFloat(value));
  }

  Fingerprint put(double value) {
    return update(number.putDouble(value));
  }

  Fingerprint put(String text) {
    put(text.length());
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private Fingerprint update(ByteBuffer filled) {
    digest.update(filled.flip());
    filled.clear();
    return this;
  }

  /** In lower-case hexadecimal digits. Nothing can be added afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
