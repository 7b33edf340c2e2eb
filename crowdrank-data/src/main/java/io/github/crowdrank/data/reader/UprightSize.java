package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Finds width and height of the upright picture in a file. */
final class UprightSize {
  private static final int HEADER_BYTES = 1 << 20;

  private UprightSize() {}

  /** Reads the header where that is enough, and the picture where it may be stored turned. */
  static ImageSize read(Path file, ImageDecoder decoder) throws IOException {
    byte[] header;
    try (var in = Files.newInputStream(file)) {
      header = in.readNBytes(HEADER_BYTES);
    }
    String text = new String(header, StandardCharsets.ISO_8859_1);
    boolean mayBeTurned = text.contains("Exif") || text.contains("eXIf");
    if (!mayBeTurned) {
      ImageSize stored = stored(header);
      if (stored != null) {
        return stored;
      }
    }
    RgbImage image = decoder.decode(file).image();
    return new ImageSize(image.width(), image.height());
  }

  // Any trouble here is left to the decoder, whose errors name the file and the reason.
  private static @Nullable ImageSize stored(byte[] header) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(header))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new ImageSize(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
