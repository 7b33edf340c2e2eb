package io.github.crowdrank.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one of ImageIO's readers on a whole file in memory. Whatever the reader does, the outcome is
 * pixels or an {@link ImageException}.
 *
 * <p>Which reader runs is fixed: the JDK's own, and TwelveMonkeys' for JPEGs of four components,
 * whose colours the JDK does not convert. Other readers on the class path are not asked.
 */
final class PixelReader {
  /** Samples that {@link RgbImage} stores per pixel. */
  private static final int STORED = 3;

  private static final long MOST_PIXELS = Integer.MAX_VALUE / STORED;

  private final String source;
  private final ImageLimits limits;
  private final List<String> warnings;

  /**
   * Makes a reader for one file.
   *
   * @param source what to call it in errors
   * @param warnings receives what the reader warns of
   */
  PixelReader(String source, ImageLimits limits, List<String> warnings) {
    this.source = source;
    this.limits = limits;
    this.warnings = warnings;
  }

  /**
   * The pixels as they are stored.
   *
   * @param turned whether the caller will need a second copy of the pixels
   */
  BufferedImage read(ImageFormat format, boolean fourComponents, boolean turned, byte[] bytes)
      throws ImageException {
    ImageReader reader = null;
    try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
      reader = provider(format, fourComponents).createReaderInstance();
      reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      requireMemory(reader, turned);
      return format == ImageFormat.JPEG && !fourComponents
          ? readInRgbOrder(reader)
          : reader.read(0);
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Readers leak every kind of unchecked exception on damaged files.
      throw new CorruptImageException(
          "%s is no valid %s image: %s".formatted(source, format, reason(e)), e);
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

  private static String reason(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof IOException && root.getMessage() != null
        ? root.getMessage()
        : root.toString();
  }

  private ImageReaderSpi provider(ImageFormat format, boolean fourComponents)
      throws UnsupportedImageException {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi provider =
        fourComponents
            ? registry.getServiceProviderByClass(JPEGImageReaderSpi.class)
            : ofTheJdk(registry, format);
    if (provider == null) {
      throw new UnsupportedImageException(
          "%s is a %s image, for which no ImageIO reader is registered"
              .formatted(source, fourComponents ? "CMYK JPEG" : format));
    }
    return provider;
  }

  private static @Nullable ImageReaderSpi ofTheJdk(IIORegistry registry, ImageFormat format) {
    String name = format.name().toLowerCase(Locale.ROOT);
    Iterator<ImageReaderSpi> providers =
        registry.getServiceProviders(
            ImageReaderSpi.class,
            candidate ->
                candidate.getClass().getName().startsWith("com.sun.imageio.")
                    && Arrays.asList(((ImageReaderSpi) candidate).getFormatNames()).contains(name),
            true);
    return providers.hasNext() ? providers.next() : null;
  }

  /** Checks sides that a header declares. */
  void requireSize(int width, int height) throws ImageException {
    if (width < 1 || height < 1) {
      throw new CorruptImageException(
          "%s is %dx%d pixels but an image has at least 1x1".formatted(source, width, height));
    }
    long pixels = (long) width * height;
    if (width > limits.maxSide() || height > limits.maxSide()) {
      throw tooLarge(width, height, "sides up to " + limits.maxSide(), "maxSide");
    }
    if (pixels > limits.maxPixels()) {
      throw tooLarge(width, height, limits.maxPixels() + " pixels", "maxPixels");
    }
    if (pixels > MOST_PIXELS) {
      throw new ImageTooLargeException(
          "%s is %dx%d pixels but an array holds at most %d pixels"
              .formatted(source, width, height, MOST_PIXELS));
    }
  }

  private ImageTooLargeException tooLarge(int width, int height, String allowed, String limit) {
    return new ImageTooLargeException(
        "%s is %dx%d pixels but %s are allowed; make it smaller or raise ImageLimits.%s"
            .formatted(source, width, height, allowed, limit));
  }

  /** Decoded samples have to fit, and their copies: one as RGB if they are not, one turned. */
  private void requireMemory(ImageReader reader, boolean turned) throws IOException {
    int bytes = turned ? STORED : 0;
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
    if (needed > freeHeap()) {
      // Garbage counts as used until it is collected.
      System.gc();
      if (needed > freeHeap()) {
        throw new ImageTooLargeException(
            "%s is %dx%d pixels and needs %d MiB but %d MiB of heap are free; raise -Xmx"
                .formatted(
                    source,
                    reader.getWidth(0),
                    reader.getHeight(0),
                    needed >> 20,
                    freeHeap() >> 20));
      }
    }
  }

  private static long freeHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
