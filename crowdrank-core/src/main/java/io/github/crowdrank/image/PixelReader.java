package io.github.crowdrank.image;

import io.github.crowdrank.io.HeapRoom;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Runs one of ImageIO's readers on a whole file in memory. Whatever the reader does, the outcome is
 * pixels or an {@link ImageException}.
 */
final class PixelReader {
  /** Samples that {@link RgbImage} stores per pixel. */
  private static final int STORED = 3;

  /** Bytes of a pixel of four inks, of which colours are made. */
  private static final int INKS = 4;

  private static final long MOST_PIXELS = Integer.MAX_VALUE / STORED;

  /** What Java's GIF reader warns of before it goes on with the next code. */
  private static final String UNDEFINED_CODE = "Out-of-sequence code!";

  private final String source;
  private final ImageLimits limits;
  private final boolean lenient;
  private final ReadWarnings warnings;
  private boolean isToldDamaged;

  /**
   * Makes a reader for one file.
   *
   * @param source what to call it in errors
   * @param lenient whether a damaged picture is read as far as it goes, with a warning
   * @param warnings receives what the reader warns of
   */
  PixelReader(String source, ImageLimits limits, boolean lenient, ReadWarnings warnings) {
    this.source = source;
    this.limits = limits;
    this.lenient = lenient;
    this.warnings = warnings;
  }

  /** What is asked of a reader. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(ImageReader reader) throws IOException;
  }

  /**
   * The pixels as they are stored.
   *
   * @param opaque whether a picture with transparent pixels is refused
   */
  RgbImage read(AdmittedFile file, boolean opaque) throws ImageException {
    return ask(
        file,
        reader -> {
          requireMemory(reader, file);
          if (file.damage().isPresent()) {
            damaged(new IOException(file.damage().get()));
          }
          ReadRows rows = new ReadRows();
          reader.addIIOReadProgressListener(rows);
          BufferedImage picture =
              file.format() == ImageFormat.JPEG && !file.fourComponents()
                  ? readInRgbOrder(reader)
                  : lenient
                      ? readAsFarAsItGoes(reader, file.format())
                      : read(reader, file.format());
          if (file.format() == ImageFormat.GIF && !isToldDamaged) {
            requireAll(rows);
          }
          if (opaque && hasTransparentPixels(picture)) {
            throw new UnsupportedImageException(
                source + " has transparent pixels but each has to have a colour; store it without");
          }
          return rgb(picture);
        });
  }

  private static boolean hasTransparentPixels(BufferedImage picture) {
    if (picture.getTransparency() == Transparency.OPAQUE) {
      return false;
    }
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) >>> 24 < 255) {
          return true;
        }
      }
    }
    return false;
  }

  /** All of the upright picture. */
  Region bounds(AdmittedFile file) throws ImageException {
    return ask(
        file, reader -> file.orientation().boundsUpright(reader.getWidth(0), reader.getHeight(0)));
  }

  private <T> T ask(AdmittedFile file, Question<T> question) throws ImageException {
    ImageReader reader = null;
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file.readable()))) {
      reader =
          ReaderProvider.of(file.format(), file.fourComponents(), in, source)
              .createReaderInstance();
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(in, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      return question.ask(reader);
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (root(e) instanceof OutOfMemoryError) {
        throw new ImageMemoryException(source + " does not fit into the heap; raise -Xmx", e);
      }
      if (reason(e).contains("arithmetic coding")) {
        throw new UnsupportedImageException(
            source
                + " is an arithmetic-coded JPEG image, which the libjpeg in this Java does not decode"
                + " and that of some Linux distributions does; store it as any other JPEG image",
            e);
      }
      // Readers leak every kind of unchecked exception on damaged files.
      throw new CorruptImageException(
          "%s is no valid %s image: %s".formatted(source, file.format().title(), reason(e)), e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  /**
   * Java's JPEG reader makes rows of RGB and offers pictures of BGR: to exchange the bytes as it
   * goes takes it longer than to decode. A picture of its own order takes the rows as they are.
   */
  private static BufferedImage readInRgbOrder(ImageReader reader) throws IOException {
    ImageReadParam choices = reader.getDefaultReadParam();
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types.hasNext()) {
      ImageTypeSpecifier type = types.next();
      if (Samples.isStoredAsRgb(type.getColorModel(), type.getSampleModel())) {
        choices.setDestination(
            Samples.inRgbOrder(type.getColorModel(), reader.getWidth(0), reader.getHeight(0)));
      }
    }
    return reader.read(0, choices);
  }

  private RgbImage rgb(BufferedImage stored) throws UnsupportedImageException {
    try {
      return RgbImage.taking(stored);
    } catch (RuntimeException e) {
      throw new UnsupportedImageException(
          source + " has samples that cannot be made 8-bit RGB: " + stored.getSampleModel(), e);
    }
  }

  /** Java's reader says nothing of a GIF whose data end before its last row. */
  private void requireAll(ReadRows rows) throws IOException {
    if (rows.percent() < 100) {
      damaged(new IOException("its data end after %.0f %% of its rows".formatted(rows.percent())));
    } else if (warnings.contains(UNDEFINED_CODE)) {
      damaged(new IOException("its data hold a code that stands for nothing"));
    }
  }

  private void damaged(IOException damage) throws IOException {
    if (!lenient) {
      throw damage;
    }
    isToldDamaged = true;
    warnings.add(
        "The picture is damaged or cut (%s); what is missing is blank.".formatted(reason(damage)));
  }

  private static BufferedImage read(ImageReader reader, ImageFormat format) throws IOException {
    if (format != ImageFormat.TIFF) {
      return reader.read(0);
    }
    ImageReadParam choices = reader.getDefaultReadParam();
    type(reader, format).ifPresent(choices::setDestinationType);
    return reader.read(0, choices);
  }

  /** JPEG readers do so by themselves; the others fail, and leave what they have read. */
  private BufferedImage readAsFarAsItGoes(ImageReader reader, ImageFormat format)
      throws IOException {
    Optional<ImageTypeSpecifier> type = type(reader, format);
    if (type.isEmpty()) {
      return reader.read(0);
    }
    ImageReadParam choices = reader.getDefaultReadParam();
    BufferedImage picture = type.get().createBufferedImage(reader.getWidth(0), reader.getHeight(0));
    choices.setDestination(picture);
    try {
      return reader.read(0, choices);
    } catch (IOException | RuntimeException e) {
      if (root(e) instanceof OutOfMemoryError) {
        throw e;
      }
      damaged(new IOException(reason(e), e));
      return picture;
    }
  }

  /**
   * How a picture is to be made: as the reader would, but that TwelveMonkeys' takes the last of
   * four samples of a TIFF for alpha that the others are to be multiplied by, whatever ExtraSamples
   * (tag 338) says that it is. The type in which they are stored heeds it.
   */
  private static Optional<ImageTypeSpecifier> type(ImageReader reader, ImageFormat format)
      throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    ImageTypeSpecifier stored = format == ImageFormat.TIFF ? reader.getRawImageType(0) : null;
    return stored != null && stored.getNumBands() == STORED + 1
        ? Optional.of(stored)
        : types.hasNext() ? Optional.of(types.next()) : Optional.empty();
  }

  /** Some readers wrap whatever happens, also that there is no memory. */
  private static Throwable root(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String reason(Throwable problem) {
    Throwable root = root(problem);
    return root instanceof IOException && root.getMessage() != null
        ? root.getMessage()
        : root.toString();
  }

  /** Checks sides that a header declares. */
  void requireSize(long width, long height) throws ImageException {
    if (width < 1 || height < 1) {
      throw new CorruptImageException(
          "%s is %dx%d pixels but an image has at least 1x1".formatted(source, width, height));
    }
    if (width > limits.maxSide() || height > limits.maxSide()) {
      throw tooLarge(width, height, "sides up to " + limits.maxSide(), "maxSide");
    }
    long pixels = width * height;
    if (pixels > limits.maxPixels()) {
      throw tooLarge(width, height, limits.maxPixels() + " pixels", "maxPixels");
    }
    if (pixels > MOST_PIXELS) {
      throw new ImageTooLargeException(
          "%s is %dx%d pixels but an array holds at most %d pixels"
              .formatted(source, width, height, MOST_PIXELS));
    }
  }

  /** Checks the work that a JPEG declares: each of its scans is a pass over all pixels. */
  void requireScans(int scans, long pixels) throws ImageTooLargeException {
    if (scans > limits.maxJpegScans()) {
      throw new ImageTooLargeException(
          "%s has %d scans but %d are allowed; see ImageLimits.maxJpegScans"
              .formatted(source, scans, limits.maxJpegScans()));
    }
    if (scans > ImageLimits.USUAL_SCANS && scans > limits.maxScannedPixels() / pixels) {
      throw new ImageTooLargeException(
          ("%s has %d scans of %d pixels but beyond %d scans, %d pixels in all scans are allowed;"
                  + " see ImageLimits.maxScannedPixels")
              .formatted(
                  source, scans, pixels, ImageLimits.USUAL_SCANS, limits.maxScannedPixels()));
    }
  }

  /** How often a GIF may start its table of codes anew. */
  long mostGifStarts() {
    return limits.mostGifStarts();
  }

  /** Checks the work that the codes of a GIF make. */
  void requireGifStarts(long starts) throws ImageTooLargeException {
    if (starts > mostGifStarts()) {
      throw new ImageTooLargeException(
          ("%s starts its table of codes anew %d times or more but %d are allowed; store it as PNG,"
                  + " or see ImageLimits.maxPixels")
              .formatted(source, starts, mostGifStarts()));
    }
  }

  private ImageTooLargeException tooLarge(long width, long height, String allowed, String limit) {
    return new ImageTooLargeException(
        "%s is %dx%d pixels but %s are allowed; make it smaller or raise ImageLimits.%s"
            .formatted(source, width, height, allowed, limit));
  }

  /** Decoded samples have to fit, and their copies: one as RGB if they are not, one turned. */
  private void requireMemory(ImageReader reader, AdmittedFile file) throws IOException {
    int bytes = file.orientation() == Orientation.UPRIGHT ? 0 : STORED;
    bytes += file.fourComponents() ? INKS : 0;
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types.hasNext()) {
      ImageTypeSpecifier type = types.next();
      SampleModel model = type.getSampleModel(1, 1);
      int bits = model.getNumBands() * DataBuffer.getDataTypeSize(model.getDataType());
      bytes += Math.max(1, bits / Byte.SIZE);
      bytes += Samples.isStoredAsRgb(type.getColorModel(), model) ? 0 : STORED;
    } else {
      bytes += 2 * STORED;
    }
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    long needed = pixels * bytes;
    String found =
        "%s is %dx%d pixels and needs %d MiB"
            .formatted(source, reader.getWidth(0), reader.getHeight(0), needed >> 20);
    long whole = Runtime.getRuntime().maxMemory();
    if (needed > whole) {
      throw new ImageTooLargeException(
          "%s but the heap has %d MiB; raise -Xmx".formatted(found, whole >> 20));
    }
    if (!HeapRoom.isFor(needed)) {
      throw new ImageMemoryException(
          "%s but %d MiB of heap are free; raise -Xmx".formatted(found, HeapRoom.free() >> 20),
          null);
    }
  }
}
