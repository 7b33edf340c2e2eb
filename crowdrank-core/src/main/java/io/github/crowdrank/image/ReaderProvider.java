package io.github.crowdrank.image;

import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Which of ImageIO's readers reads a picture is fixed: the JDK's own, or TwelveMonkeys' for what
 * the JDK does not read well. Other readers on the class path are not asked.
 */
final class ReaderProvider {
  private static final String JDK = "com.sun.imageio.plugins.";
  private static final String TWELVE_MONKEYS = "com.twelvemonkeys.imageio.plugins.";

  private ReaderProvider() {}

  /**
   * Finds the provider.
   *
   * @param fourComponents whether it is a JPEG of four components, whose colours the JDK does not
   *     convert
   */
  static ImageReaderSpi of(
      ImageFormat format, boolean fourComponents, ImageInputStream in, String source)
      throws IOException {
    String name = format.name().toLowerCase(Locale.ROOT);
    boolean jdk = ImageFormat.defaults().contains(format) && !fourComponents;
    String place = (jdk ? JDK : TWELVE_MONKEYS) + name + ".";
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                provider -> provider.getClass().getName().startsWith(place),
                true);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      // TIFF and BigTIFF have one each.
      if (jdk || provider.canDecodeInput(in)) {
        return provider;
      }
      if (!providers.hasNext()) {
        throw new CorruptImageException(
            source + " begins like a " + format.title() + " image but is none");
      }
    }
    throw new UnsupportedImageException(
        "%s is a %s image; to read it, add com.twelvemonkeys.imageio:imageio-%s to the class path"
            .formatted(source, fourComponents ? "CMYK JPEG" : format.title(), name));
  }
}
