package io.github.crowdrank.model;

import io.github.crowdrank.io.Digest;
import io.github.crowdrank.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SHA-256 of a model file's content, whatever the order of its fields: each metadata entry as
 * key, zero byte, text, zero byte, then each tensor's values as little-endian floats, both sorted
 * by name.
 */
final class Checksum {
  /** Under which metadata key it stands; this entry itself does not count. */
  static final String KEY = "sha256";

  private static final int BLOCK = 1 << 16;

  private Checksum() {}

  static String of(Map<String, String> metadata, Map<String, Tensor> tensors) {
    MessageDigest digest = of(metadata);
    new TreeMap<>(tensors).values().forEach(tensor -> update(digest, tensor.values()));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As the other one, of metadata and a graph in ONNX's format. */
  static String of(Map<String, String> metadata, byte[] graph) {
    return HexFormat.of().formatHex(of(metadata).digest(graph));
  }

  private static MessageDigest of(Map<String, String> metadata) {
    MessageDigest digest = Digest.sha256();
    new TreeMap<>(metadata)
        .forEach(
            (key, text) -> {
              if (!key.equals(KEY)) {
                digest.update((key + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
              }
            });
    return digest;
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      block.putFloat(value);
      if (!block.hasRemaining()) {
        digest.update(block.flip());
        block.clear();
      }
    }
    digest.update(block.flip());
  }
}
