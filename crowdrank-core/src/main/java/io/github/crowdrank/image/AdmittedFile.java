package io.github.crowdrank.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file in memory that is of an allowed format and whose header, as far as it can be judged
 * without a reader, is within the limits.
 */
final class AdmittedFile {
  private final ImageFormat format;
  private final boolean fourComponents;
  private final byte[] readable;
  private final Orientation orientation;
  private final List<String> warnings;
  private final Optional<String> damage;

  private AdmittedFile(
      ImageFormat format,
      boolean fourComponents,
      byte[] readable,
      Orientation orientation,
      List<String> warnings,
      Optional<String> damage) {
    this.format = format;
    this.fourComponents = fourComponents;
    this.readable = readable;
    this.orientation = orientation;
    this.warnings = warnings;
    this.damage = damage;
  }

  /**
   * Judges a file.
   *
   * @param allowed the formats that are read
   * @param reader knows the limits
   * @param source what to call the file in errors
   */
  static AdmittedFile of(byte[] file, Set<ImageFormat> allowed, PixelReader reader, String source)
      throws ImageException {
    ImageFormat format = Signature.require(file, allowed, source);
    return switch (format) {
      case JPEG -> jpeg(file, reader, source);
      case PNG -> png(file);
      case GIF -> gif(file, reader, source);
      case BMP -> bitmap(file, reader, source);
      case TIFF -> tiff(file, reader, source);
      case WEBP -> webP(file, reader, source);
    };
  }

  private static AdmittedFile jpeg(byte[] file, PixelReader reader, String source)
      throws ImageException {
    JpegHeader header = JpegHeader.of(file);
    if (!header.hasFrame()) {
      throw unfinished(header, source);
    }
    reader.requireSize(header.width(), header.height());
    if (!header.isCommon()) {
      throw new UnsupportedImageException(
          ("%s is a JPEG image of kind SOF%d with %d bits; read are those of 8 bits and kind SOF0"
                  + " (baseline), SOF1, SOF2 (progressive), SOF9 and SOF10")
              .formatted(source, header.process(), header.precision()));
    }
    if (header.scans() == 0 || header.obstacle().isPresent()) {
      throw unfinished(header, source);
    }
    reader.requireScans(header.scans(), (long) header.width() * header.height());
    // With four components the profile is needed to make RGB of them.
    boolean four = header.components() == 4;
    List<String> warnings = new ArrayList<>();
    Orientation orientation = Orientation.of(header.exif(), warnings);
    return new AdmittedFile(
        ImageFormat.JPEG,
        four,
        four ? header.plain() : header.essential(),
        orientation,
        warnings,
        Optional.empty());
  }

  /** Scans that cannot be counted could be any number. */
  private static CorruptImageException unfinished(JpegHeader header, String source) {
    return new CorruptImageException(
        header
            .obstacle()
            .map(
                found ->
                    source
                        + " is a JPEG image with "
                        + found
                        + " before its first scan, where there may only be tables, a frame and"
                        + " data of applications")
            .orElse(source + " is a JPEG image that ends within its header"));
  }

  private static AdmittedFile png(byte[] file) {
    PngChunks chunks = new PngChunks(file);
    return other(ImageFormat.PNG, file, chunks.readable(), chunks.damage());
  }

  private static AdmittedFile gif(byte[] file, PixelReader reader, String source)
      throws ImageException {
    byte[] essential = GifBlocks.essential(file, source);
    GifPicture picture = new GifPicture(essential, GifBlocks.picture(essential, source));
    if (!picture.hasCodes()) {
      return other(ImageFormat.GIF, file, picture.withoutData());
    }
    reader.requireSize(picture.width(), picture.height());
    picture.followCodes(reader.mostGifStarts());
    reader.requireGifStarts(picture.starts());
    return other(ImageFormat.GIF, file, picture.readable(), picture.damage());
  }

  private static AdmittedFile tiff(byte[] file, PixelReader reader, String source)
      throws ImageException {
    requireNone(TiffHeader.damage(file), source);
    if (file.length < 16) {
      return other(ImageFormat.TIFF, file, file);
    }
    TiffPage page = new TiffPage(file);
    requireNone(page.refusal(), source);
    TiffStrips strips = new TiffStrips(page);
    requireNone(strips.refusal(), source);
    if (strips.isOldJpeg()) {
      throw new UnsupportedImageException(
          source
              + " is a TIFF image with JPEG data of the old style, compression 6, which is not read"
              + " since nothing tells when they are cut; store it as JPEG");
    }
    if (strips.width() > 0 && strips.height() > 0) {
      reader.requireSize(strips.width(), strips.height());
    }
    Optional<String> damage = strips.damage();
    byte[] readable = damage.isPresent() ? page.readable() : strips.readable();
    return other(ImageFormat.TIFF, file, readable, damage);
  }

  private static void requireNone(Optional<String> refusal, String source)
      throws CorruptImageException {
    if (refusal.isPresent()) {
      throw new CorruptImageException(
          "%s is no valid TIFF image: %s".formatted(source, refusal.get()));
    }
  }

  private static AdmittedFile bitmap(byte[] file, PixelReader reader, String source)
      throws ImageException {
    BmpHeader header = BmpHeader.of(file);
    if (!header.hasSides()) {
      return other(ImageFormat.BMP, file, file);
    }
    Optional<String> embedded = header.embedded();
    if (embedded.isPresent()) {
      throw new UnsupportedImageException(
          "%s is a BMP image with a %s image inside, which is not read; store it as %s"
              .formatted(source, embedded.get(), embedded.get()));
    }
    reader.requireSize(header.width(), header.height());
    Optional<BmpRuns> runs = header.runs();
    if (runs.isPresent() && runs.get().isEndless()) {
      throw new CorruptImageException(
          "%s is no valid BMP image: it is %dx%d pixels but its run lengths make %s or more"
              .formatted(source, header.width(), header.height(), runs.get().made()));
    }
    return other(ImageFormat.BMP, file, header.readable(), runs.flatMap(BmpRuns::damage));
  }

  private static AdmittedFile webP(byte[] file, PixelReader reader, String source)
      throws ImageException {
    WebPChunks chunks = new WebPChunks(file);
    for (WebPSides sides : chunks.sides()) {
      reader.requireSize(sides.width(), sides.height());
    }
    if (!chunks.hasPicture()) {
      throw new CorruptImageException(
          "%s is no valid WebP image: %s"
              .formatted(source, chunks.damage().orElse("there is no picture in it")));
    }
    if (chunks.hasUncompressedTransparency()) {
      throw new UnsupportedImageException(
          source
              + " is a WebP image with transparency that is not compressed, which is not read;"
              + " compress it, or store the image as PNG");
    }
    return other(ImageFormat.WEBP, file, file, chunks.damage());
  }

  private static AdmittedFile other(ImageFormat format, byte[] file, byte[] readable) {
    return other(format, file, readable, Optional.empty());
  }

  private static AdmittedFile other(
      ImageFormat format, byte[] file, byte[] readable, Optional<String> damage) {
    List<String> warnings = new ArrayList<>();
    Orientation orientation = Orientation.of(Exif.find(format, file), warnings);
    return new AdmittedFile(format, false, readable, orientation, warnings, damage);
  }

  /** Told by the first bytes. */
  ImageFormat format() {
    return format;
  }

  /** Whether it is a JPEG of four components, whose colours the JDK does not convert. */
  boolean fourComponents() {
    return fourComponents;
  }

  /** The file without what readers stumble over. */
  byte[] readable() {
    return readable;
  }

  /** How its pixels lie. */
  Orientation orientation() {
    return orientation;
  }

  /** What is wrong with its pixels although a reader would make some of them. */
  Optional<String> damage() {
    return damage;
  }

  /** What is wrong with its EXIF data. */
  List<String> warnings() {
    return warnings;
  }
}
