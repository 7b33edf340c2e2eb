package io.github.crowdrank.data.split;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.io.Digest;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a dataset holds as a SHA-256: two people with the same fingerprint have the same images in
 * the same order with the same heads. The name of the dataset is not part of it.
 *
 * <p>Hashed are, big-endian, the number of images as 4 bytes, then for each image the number of
 * bytes of its id in UTF-8 as 4 bytes and those bytes, the number of heads as 4 bytes and the x and
 * y of each as 8 bytes each (IEEE 754). {@link #withFiles} adds the length of the image's file as 8
 * bytes and its bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record DatasetFingerprint(String hex) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are no SHA-256
   */
  public DatasetFingerprint {
    if (!SHA_256.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a fingerprint is 64 lower-case hexadecimal digits but was " + hex);
    }
  }

  /**
   * The fingerprint of ids and heads, which opens no image.
   *
   * @throws IOException if heads cannot be read
   */
  public static DatasetFingerprint of(CrowdDataset dataset) throws IOException {
    return of(dataset, false);
  }

  /**
   * The fingerprint of ids, heads and the bytes of the image files.
   *
   * @throws IOException if heads or a file cannot be read
   * @throws IllegalArgumentException if an image has no file of its own
   */
  public static DatasetFingerprint withFiles(CrowdDataset dataset) throws IOException {
    return of(dataset, true);
  }

  private static DatasetFingerprint of(CrowdDataset dataset, boolean files) throws IOException {
    MessageDigest digest = Digest.sha256();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      out.writeInt(dataset.size());
      for (int i = 0; i < dataset.size(); i++) {
        byte[] id = dataset.id(i).getBytes(StandardCharsets.UTF_8);
        out.writeInt(id.length);
        out.write(id);
        List<HeadPoint> heads = dataset.heads(i);
        out.writeInt(heads.size());
        for (HeadPoint head : heads) {
          out.writeDouble(head.x());
          out.writeDouble(head.y());
        }
        if (files) {
          Path file = fileOf(dataset, i);
          out.writeLong(Files.size(file));
          Files.copy(file, out);
        }
      }
    }
    return new DatasetFingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  private static Path fileOf(CrowdDataset dataset, int index) {
    return dataset
        .sourceFile(index)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "image %s of %s has no file of its own; its fingerprint is that of ids and heads"
                        .formatted(dataset.id(index), dataset.name())));
  }

  @Override
  public String toString() {
    return hex;
  }
}
