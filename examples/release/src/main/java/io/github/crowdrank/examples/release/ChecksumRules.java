package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Beside every artifact lie its MD5 and SHA-1, as Maven Central asks, and its SHA-256. */
final class ChecksumRules {
  private static final Map<String, String> ALGORITHMS =
      Map.of(".md5", "MD5", ".sha1", "SHA-1", ".sha256", "SHA-256");

  private ChecksumRules() {}

  static void check(PublishedVersion published, Faults faults) throws IOException {
    for (Path artifact : published.artifacts()) {
      for (Map.Entry<String, String> algorithm : ALGORITHMS.entrySet()) {
        check(artifact, algorithm.getKey(), algorithm.getValue(), faults);
      }
    }
  }

  private static void check(Path artifact, String suffix, String algorithm, Faults faults)
      throws IOException {
    Path file = artifact.resolveSibling(PublishedVersion.name(artifact) + suffix);
    if (!Files.exists(file)) {
      faults.add("%s: has no %s".formatted(PublishedVersion.name(artifact), suffix));
      return;
    }
    String written = Files.readString(file).strip().toLowerCase(Locale.ROOT);
    faults.require(
        written.equals(digest(algorithm, Files.readAllBytes(artifact))),
        "%s: is not that of the file".formatted(PublishedVersion.name(file)));
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
