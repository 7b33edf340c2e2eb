package io.github.crowdrank.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as the bytes of a file, in memory. */
final class ImageBytes {
  private ImageBytes() {}

  /**
   * A picture in a format that Java writes.
   *
   * @param format png or jpeg; the latter takes no transparent pictures
   */
  static byte[] encoded(BufferedImage picture, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, format, out)) {
        throw new IllegalArgumentException("Java cannot write this picture as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same as an address that holds the picture itself. */
  static String dataAddress(BufferedImage picture, String format) {
    return "data:image/%s;base64,%s"
        .formatted(format, Base64.getEncoder().encodeToString(encoded(picture, format)));
  }
}
