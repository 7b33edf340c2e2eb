package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
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
 *   <li>Transparent pixels are composited on white.
 *   <li>A picture whose data are damaged or end early would be grey below, and count wrong. It is
 *       an error, or with {@link Builder#lenient} a warning.
 * </ul>
 */
public final class ImageDecoder {
  private final ImageLimits limits;
  private final Set<ImageFormat> formats;
  private final boolean lenient;

  private ImageDecoder(Builder builder) {
    this.limits = builder.limits;
    this.formats = builder.formats;
    this.lenient = builder.lenient;
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

    /** The decoder. */
    public ImageDecoder build() {
      return new ImageDecoder(this);
    }
  }

  /**
   * Decodes a file.
   *
   * @throws ImageTooLargeException if it exceeds the limits or the free memory
   * @throws UnsupportedImageException if it is no picture or of another format
   * @throws CorruptImageException if it is damaged or cut off
   * @throws IOException if it cannot be read
   */
  public DecodedImage decode(Path file) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new UnsupportedImageException(source + " is a folder and no picture");
    }
    requireBytes(Files.size(file), source);
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in, source);
    }
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
    return decode(bytes, source);
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
    ImageFormat format = Signature.require(bytes, formats, source);
    try {
      return format == ImageFormat.JPEG
          ? readJpeg(bytes, source)
          : readOther(format, bytes, source);
    } catch (OutOfMemoryError e) {
      throw noMemory(source, e);
    }
  }

  private DecodedImage readOther(ImageFormat format, byte[] bytes, String source)
      throws ImageException {
    List<String> warnings = new ArrayList<>();
    PixelReader reader = new PixelReader(source, limits, lenient, warnings);
    byte[] readable = format == ImageFormat.GIF ? GifBlocks.essential(bytes, source) : bytes;
    if (format == ImageFormat.BMP) {
      BmpHeader header = BmpHeader.of(bytes);
      if (header.hasSides()) {
        reader.requireSize(header.width(), header.height());
        readable = header.readable();
      }
    }
    Orientation orientation = Orientation.of(Exif.find(format, bytes), warnings);
    RgbImage stored = reader.read(format, false, orientation != Orientation.UPRIGHT, readable);
    return new DecodedImage(orientation.upright(stored), warnings);
  }

  private DecodedImage readJpeg(byte[] bytes, String source) throws ImageException {
    JpegHeader header = JpegHeader.of(bytes);
    List<String> found = new ArrayList<>();
    PixelReader reader = new PixelReader(source, limits, lenient, found);
    if (!header.hasFrame()) {
      throw new CorruptImageException(source + " is a JPEG image that ends within its header");
    }
    reader.requireSize(header.width(), header.height());
    if (!header.isCommon()) {
      throw new UnsupportedImageException(
          ("%s is a JPEG image of kind SOF%d with %d bits; read are those of 8 bits and kind SOF0"
                  + " (baseline), SOF1, SOF2 (progressive), SOF9 and SOF10")
              .formatted(source, header.process(), header.precision()));
    }
    reader.requireScans(header.scans(), (long) header.width() * header.height());
    // With four components the profile is needed to make RGB of them.
    boolean four = header.components() == 4;
    List<String> warnings = new ArrayList<>();
    Orientation orientation = Orientation.of(header.exif(), warnings);
    RgbImage stored =
        reader.read(
            ImageFormat.JPEG,
            four,
            orientation != Orientation.UPRIGHT,
            four ? bytes : header.essential());
    List<String> damage = found.stream().filter(ImageDecoder::isDamage).distinct().toList();
    if (!damage.isEmpty() && !lenient) {
      throw new CorruptImageException(
          "%s is a damaged or cut JPEG image (%s); a lenient ImageDecoder shows what is left of it"
              .formatted(source, String.join("; ", damage)));
    }
    warnings.addAll(0, damage);
    return new DecodedImage(orientation.upright(stored), warnings);
  }

  /**
   * TwelveMonkeys also warns of profiles and of tables that it converts. All that the JDK's reader
   * still warns of, once profiles are removed, is lost data.
   */
  private static boolean isDamage(String warning) {
    return !warning.contains("ICC") && !warning.contains("DQT");
  }

  private static ImageTooLargeException noMemory(String source, OutOfMemoryError cause) {
    return new ImageTooLargeException(source + " does not fit into the heap; raise -Xmx", cause);
  }
}
