package io.github.crowdrank.data.collect;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of bytes in hexadecimal. */
final class Digest {
  private Digest() {}

  static String sha256(byte[] bytes) {
    return of("SHA-256", bytes);
  }

  static String sha1(byte[] bytes) {
    return of("SHA-1", bytes);
  }

  private static String of(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
