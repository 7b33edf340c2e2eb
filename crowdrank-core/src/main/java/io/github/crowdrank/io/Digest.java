package io.github.crowdrank.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests that every Java has. */
public final class Digest {
  private Digest() {}

  /** A SHA-256 of nothing so far, for one thread. */
  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** The SHA-256 of bytes, as 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The SHA-1 of bytes, as 40 lower-case hexadecimal digits. */
  public static String sha1(byte[] bytes) {
    return HexFormat.of().formatHex(of("SHA-1").digest(bytes));
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
