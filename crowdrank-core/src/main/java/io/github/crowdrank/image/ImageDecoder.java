package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns files, streams, bytes and buffered images into upright 8-bit RGB. Safe for pictures from
 * anywhere: what is too large or takes too long is refused from its header. Immutable and safe for
 * use by many threads.
 *
 * <p>JPEG, PNG, GIF (the first frame) and BMP are read, told apart by their first bytes, and TIFF
 * and WebP if {@linkplain Builder#formats allowed}.
 *
 * <ul>
 *   <li>The EXIF orientation is applied. EXIF data that cannot be read give a warning.
 *   <li>Samples are taken as they are stored, as by the tools with which data sets and networks are
 *       made: no colour profile or gamma is applied. Grey becomes red = green = blue; 16 bits
 *       become 8 by rounding {@code v / 257}; CMYK and YCCK become RGB by the embedded profile or
 *       else a simple formula, if {@code com.twelvemonkeys.imageio:imageio-jpeg} is on the class
 *       path.
 *   <li>Transparent pixels are composited on white, or refused by {@link Builder#opaque}.
 *   <li>A picture whose data end early, or are damaged so that its format shows it, would be grey
 *       below, and count wrong. It is an error, or with {@link Builder#lenient} a warning. Most
 *       bits of a JPEG or BMP that are turned over make another valid picture, which nobody can
 *       tell.
 * </ul>
 */
public final class ImageDecoder {
  /** Enough for the header of nearly every JPEG. */
  private static final int HEADER_BYTES = 1 << 16;

  private final ImageLimits limits;
  private final Set<ImageFormat> formats;
  private final boolean lenient;
  private final boolean opaque;

  private ImageDecoder(Builder builder) {
    this.limits = builder.limits;
    this.formats = builder.formats;
    this.lenient = builder.lenient;
    this.opaque = builder.opaque;
  }

  /** A builder of a decoder with default limits that refuses damaged files. */
  public static Builder builder() {
    return new Builder();
  }

  /** Chooses limits, formats and strictness. */
  public static final class Builder {
    private ImageLimits limits = ImageLimits.defaults();
    private Set<ImageFormat> formats = ImageFormat.defaults();
    private boolean lenient;
    private boolean opaque;

    private Builder() {}

    /** How large a picture may be; {@link ImageLimits#defaults()} unless set. */
    public Builder limits(ImageLimits limits) {
      this.limits = limits;
      return this;
    }

    /**
     * Which formats are read; {@link ImageFormat#defaults()} unless set. Others are refused by
     * their first bytes.
     */
    public Builder formats(Set<ImageFormat> formats) {
      this.formats = Set.copyOf(formats);
      return this;
    }

    /** Whether a damaged or cut picture is decoded as far as it goes, with a warning; false. */
    public Builder lenient(boolean lenient) {
      this.lenient = lenient;
      return this;
    }

    /**
     * Whether a picture with transparent pixels is refused, for where they do not mean white;
     * false.
     */
    public Builder opaque(boolean opaque) {
      this.opaque = opaque;
      return this;
    }

    /** The decoder. */
    public ImageDecoder build() {
      return new ImageDecoder(this);
    }
  }

  /**
   * Decodes a file.
   *
   * @throws ImageTooLargeException if it exceeds the limits or the whole heap
   * @throws ImageMemoryException if the heap has no room for it now
   * @throws UnsupportedImageException if it is no picture or of another format, or has transparent
   *     pixels and they were to be refused
   * @throws CorruptImageException if it is damaged or cut off
   * @throws IOException if it cannot be read
   */
  public DecodedImage decode(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return decode(in, file.toString());
    }
  }

  /**
   * All of the upright picture in a file, from the header alone: width and height are those that
   * {@link #decode(Path)} would give it, which may still find it damaged.
   *
   * @throws ImageException if the header says that it would not be decoded
   * @throws IOException if it cannot be read
   */
  public Region bounds(Path file) throws IOException {
    String source = file.toString();
    byte[] bytes;
    try (InputStream in = open(file)) {
      byte[] head = in.readNBytes(HEADER_BYTES);
      boolean enough = Signature.of(head) == Signature.JPEG && JpegHeader.of(head).scans() > 0;
      bytes =
          enough
              ? head
              : bytes(new SequenceInputStream(new ByteArrayInputStream(head), in), source);
    }
    PixelReader reader = new PixelReader(source, limits, lenient, new ReadWarnings());
    try {
      return reader.bounds(AdmittedFile.of(bytes, formats, reader, source));
    } catch (OutOfMemoryError e) {
      throw noMemory(source, e);
    }
  }

  private InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnsupportedImageException(file + " is a folder and no picture");
    }
    requireBytes(Files.size(file), file.toString());
    return Files.newInputStream(file);
  }

  /**
   * Decodes a stream, which is read to its end or the limit and not closed.
   *
   * @throws ImageException as for {@link #decode(Path)}
   * @throws IOException if it cannot be read
   */
  public DecodedImage decode(InputStream stream) throws IOException {
    return decode(stream, "the stream");
  }

  private DecodedImage decode(InputStream stream, String source) throws IOException {
    return decode(bytes(stream, source), source);
  }

  private byte[] bytes(InputStream stream, String source) throws IOException {
    int most = (int) Math.min(Integer.MAX_VALUE - 8, limits.maxFileBytes());
    byte[] bytes;
    try {
      bytes = stream.readNBytes(most);
    } catch (OutOfMemoryError e) {
      throw noMemory(source, e);
    }
    if (bytes.length == most && stream.read() >= 0) {
      requireBytes(most + 1L, source);
    }
    return bytes;
  }

  /**
   * Decodes the content of a file.
   *
   * @throws ImageException as for {@link #decode(Path)}
   */
  public DecodedImage decode(byte[] bytes) throws ImageException {
    requireBytes(bytes.length, "the picture");
    return decode(bytes, "the picture");
  }

  /** Copies the colours of a picture in memory, to which no limits apply. */
  public DecodedImage decode(BufferedImage image) {
    return new DecodedImage(RgbImage.of(image), List.of());
  }

  private void requireBytes(long bytes, String source) throws ImageTooLargeException {
    long most = Math.min(Integer.MAX_VALUE - 8, limits.maxFileBytes());
    if (bytes > most) {
      throw new ImageTooLargeException(
          "%s has %d bytes or more but %d are allowed; see ImageLimits.maxFileBytes"
              .formatted(source, bytes, most));
    }
  }

  private DecodedImage decode(byte[] bytes, String source) throws ImageException {
    ReadWarnings found = new ReadWarnings();
    PixelReader reader = new PixelReader(source, limits, lenient, found);
    DecodeEvent event = new DecodeEvent();
    event.begin();
    try {
      AdmittedFile file = AdmittedFile.of(bytes, formats, reader, source);
      RgbImage stored = reader.read(file, opaque);
      List<String> warnings = new ArrayList<>(file.warnings());
      warnings.addAll(0, requireWhole(found.list(), file.format(), source));
      RgbImage upright = file.orientation().upright(stored);
      if (event.shouldCommit()) {
        event.source = source;
        event.bytes = bytes.length;
        event.format = file.format().title();
        event.width = upright.width();
        event.height = upright.height();
        event.commit();
      }
      return new DecodedImage(upright, warnings);
    } catch (OutOfMemoryError e) {
      throw noMemory(source, e);
    }
  }

  /** What is to be told of what the reader warns of, unless it is to be an error. */
  private List<String> requireWhole(List<String> found, ImageFormat format, String source)
      throws CorruptImageException {
    List<String> damage =
        switch (format) {
          case JPEG -> found.stream().filter(ImageDecoder::isDamage).toList();
          case TIFF ->
              found.stream().filter(ImageDecoder::isDamage).filter(TiffWarnings::isDamage).toList();
          default -> List.of();
        };
    if (!damage.isEmpty() && !lenient) {
      throw new CorruptImageException(
          "%s is a damaged or cut %s image (%s); a lenient ImageDecoder shows what is left of it"
              .formatted(source, format.title(), String.join("; ", damage)));
    }
    return format == ImageFormat.JPEG ? damage : found;
  }

  /**
   * TwelveMonkeys also warns of profiles and of tables that it converts. All that the JDK's reader
   * still warns of, once profiles are removed, is lost data.
   */
  private static boolean isDamage(String warning) {
    return !warning.contains("ICC") && !warning.contains("DQT");
  }

  private static ImageMemoryException noMemory(String source, OutOfMemoryError cause) {
    return new ImageMemoryException(source + " does not fit into the heap; raise -Xmx", cause);
  }
}
