package io.github.crowdrank.data;

import io.github.crowdrank.io.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a decoded image was made of.
 *
 * @param identity which image it is, however it changes
 * @param state what changes with its pixels
 */
record ImageSource(String identity, String state) {
  static ImageSource of(UnlabeledImages images, int index) throws IOException {
    Optional<Path> file = images.sourceFile(index);
    if (file.isEmpty()) {
      return new ImageSource("image\n" + images.name() + "\n" + images.id(index), "");
    }
    Path path = file.get().toAbsolutePath().normalize();
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new ImageSource(
        "file\n" + path, attributes.size() + "\n" + attributes.lastModifiedTime().toInstant());
  }

  /** SHA-256 of the identity. */
  byte[] identityHash() {
    return hash(identity);
  }

  /** SHA-256 of all of it. */
  byte[] hash() {
    return hash(identity + "\n" + state);
  }

  private static byte[] hash(String text) {
    return Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
