package io.github.crowdrank.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** WebP files for tests: pictures of 21x13 pixels written by libwebp, and what is made of them. */
final class TestWebP {
  static final int WIDTH = 21;
  static final int HEIGHT = 13;
  static final int ANIMATED = 2;
  static final int TRANSPARENT = 16;

  private TestWebP() {}

  /** One colour, with loss. */
  static byte[] lossy() {
    return decoded(
        "UklGRkIAAABXRUJQVlA4IDYAAADQAgCdASoVAA0APtFUo0uoJKMhsAgBABoJQBOgBaSAAP7p7PwaBQAD/8bx/ku/t321"
            + "/RTAAAA=");
  }

  /** Shades, without loss. */
  static byte[] lossless() {
    return decoded(
        "UklGRkgAAABXRUJQVlA4TDsAAAAvFAADABcgEEiSn2ZhgUBiFd50gw3g/McWDRQ0ktT8v0KqiVeBHLI26SiI6P8EMNqN"
            + "BrhKx6uKUIfwAQA=");
  }

  /** With loss and transparent but for ten pixels on a diagonal. */
  static byte[] transparent() {
    return decoded(
        "UklGRpoAAABXRUJQVlA4WAoAAAAQAAAAFAAADAAAQUxQSBQAAAABUNu2DeP/n/ZakzkiVoDQfHwHAFZQOCBgAAAA0AMA"
            + "nQEqFQANAD85iL5UrykmozAIAeAnCWwAnTKAA06p6CAZBZzgAP5vc3zih+jerH5wmnHePkW1KBDWkJO9kwpjHSOD"
            + "vU3l12rnmBULcusOnYWxx8DEJ+MEALnNAAAA");
  }

  /** Two frames with loss. */
  static byte[] animated() {
    return decoded(
        "UklGRvQAAABXRUJQVlA4WAoAAAACAAAAFAAADAAAQU5JTQYAAAAAAAAAAABBTk1GTgAAAAAAAAAAABQAAAwAAAAAAAJW"
            + "UDggNgAAANACAJ0BKhUADQA+0VSjS6gkoyGwCAEAGglAE6AFpIAA/uns/BoFAAP/xvH+S7+3fbX9FMAAAEFOTUZy"
            + "AAAAAAAAAAAAFAAADAAAAAAAAFZQOCBaAAAA9AMAnQEqFQANAD7RWqZLgwCAAAGglsAJ0yhHc3ktMiAmpCJ+28c1"
            + "QAD+8REBvx0ITRAant9FcnLX6tFiIQbEC6YLgQ3re/O2TJAxL9AO4D/Z6WYYJcGOAAAA");
  }

  private static byte[] decoded(String file) {
    return Base64.getDecoder().decode(file);
  }

  /** The only chunk of a file with nothing else, as it stands in it. */
  static byte[] picture(byte[] file) {
    return Arrays.copyOfRange(file, 12, file.length);
  }

  /** A file of these chunks. */
  static byte[] file(byte[]... chunks) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    for (byte[] chunk : chunks) {
      content.writeBytes(chunk);
    }
    return chunk("RIFF", content.toByteArray());
  }

  /** A chunk, filled up to an even length. */
  static byte[] chunk(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** The chunk that declares sides. */
  static byte[] canvas(int flags, int width, int height) {
    return chunk("VP8X", sides(4, flags, width, height, 0));
  }

  /** A frame of an animation. */
  static byte[] animationFrame(int width, int height, byte[] picture) {
    byte[] header = sides(6, 0, width, height, 4);
    byte[] content = Arrays.copyOf(header, header.length + picture.length);
    System.arraycopy(picture, 0, content, header.length, picture.length);
    return chunk("ANMF", content);
  }

  private static byte[] sides(int before, int first, int width, int height, int behind) {
    byte[] content = new byte[before + 6 + behind];
    ByteBuffer.wrap(content)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(before + 2, (height - 1) << 8)
        .putShort(before, (short) (width - 1))
        .put(before + 2, (byte) ((width - 1) >> 16));
    content[0] |= (byte) first;
    return content;
  }
}
