package io.github.crowdrank.image;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** File formats by their first bytes. What is not read is known only to name it in errors. */
enum ImageFormat {
  JPEG("JPEG", true),
  PNG("PNG", true),
  GIF("GIF", true),
  BMP("BMP", true),
  TIFF("TIFF", false),
  WEBP("WebP", false),
  ICO("ICO", false),
  HEIF("HEIF or AVIF", false),
  UNKNOWN("", false);

  private final String title;
  private final boolean supported;

  ImageFormat(String title, boolean supported) {
    this.title = title;
    this.supported = supported;
  }

  /** The format of a picture that can be read. */
  static ImageFormat require(byte[] bytes, String source) throws UnsupportedImageException {
    ImageFormat format = of(bytes);
    if (!format.supported) {
      throw new UnsupportedImageException(
          source + " is " + format.described(bytes) + "; JPEG, PNG, GIF and BMP can be read");
    }
    return format;
  }

  static ImageFormat of(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    } else if (start.startsWith("GIF8")) {
      return GIF;
    } else if (start.startsWith("BM")) {
      return BMP;
    } else if (start.matches("(?s)II[*+]\0.*|MM\0[*+].*")) {
      return TIFF;
    } else if (start.matches("(?s)RIFF.{4}WEBP.*")) {
      return WEBP;
    } else if (start.startsWith("\0\0\1\0")) {
      return ICO;
    } else if (start.matches("(?s).{4}ftyp(heic|heix|mif1|msf1|avif).*")) {
      return HEIF;
    }
    return UNKNOWN;
  }

  private String described(byte[] bytes) {
    if (this != UNKNOWN) {
      return "a " + title + " image";
    }
    if (bytes.length == 0) {
      return "empty";
    }
    HexFormat hex = HexFormat.ofDelimiter(" ");
    return "no image (it begins with " + hex.formatHex(bytes, 0, Math.min(bytes.length, 8)) + ")";
  }
}
