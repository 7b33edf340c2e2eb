package io.github.crowdrank.image;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** First bytes of files. What is never read is known only to name it in errors. */
enum Signature {
  JPEG(ImageFormat.JPEG, "\u00ff\u00d8\u00ff"),
  PNG(ImageFormat.PNG, "\u0089PNG\r\n\u001a\n"),
  GIF(ImageFormat.GIF, "GIF8"),
  BMP(ImageFormat.BMP, "BM"),
  TIFF(ImageFormat.TIFF, "II[*+]\0|MM\0[*+]"),
  WEBP(ImageFormat.WEBP, "RIFF.{4}WEBP"),
  ICO("ICO", "\0\0\1\0"),
  HEIF("HEIF or AVIF", ".{4}ftyp(heic|heix|mif1|msf1|avif)");

  private static final int LONGEST = 16;

  private final @Nullable ImageFormat format;
  private final String title;
  private final Pattern start;

  Signature(ImageFormat format, String start) {
    this(format, format.title(), start);
  }

  Signature(String title, String start) {
    this(null, title, start);
  }

  Signature(@Nullable ImageFormat format, String title, String start) {
    this.format = format;
    this.title = title;
    this.start = Pattern.compile(start, Pattern.DOTALL);
  }

  /** The format of a picture, if it is allowed. */
  static ImageFormat require(byte[] file, Set<ImageFormat> allowed, String source)
      throws UnsupportedImageException {
    Signature found = of(file);
    ImageFormat format = found == null ? null : found.format;
    if (format != null && allowed.contains(format)) {
      return format;
    }
    throw new UnsupportedImageException(
        source
            + " is "
            + (found == null ? described(file) : "a " + found.title + " image")
            + "; "
            + allowed.stream().map(ImageFormat::title).sorted().collect(Collectors.joining(", "))
            + " can be read"
            + (format == null ? "" : "; see ImageDecoder.Builder.formats"));
  }

  static @Nullable Signature of(byte[] file) {
    String first = new String(file, 0, Math.min(file.length, LONGEST), StandardCharsets.ISO_8859_1);
    for (Signature signature : values()) {
      if (signature.start.matcher(first).lookingAt()) {
        return signature;
      }
    }
    return null;
  }

  private static String described(byte[] file) {
    if (file.length == 0) {
      return "empty";
    }
    HexFormat hex = HexFormat.ofDelimiter(" ");
    return "no image (it begins with " + hex.formatHex(file, 0, Math.min(file.length, 8)) + ")";
  }
}
