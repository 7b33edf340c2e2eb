package io.github.crowdrank.data.reader;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes pixels to image files. */
final class ImageEncoding {
  private static final float JPEG_QUALITY = 0.95f;

  private ImageEncoding() {}

  static void writePng(RgbImage image, Path file) throws IOException {
    write(image, file, "png");
  }

  static void writeJpeg(RgbImage image, Path file) throws IOException {
    write(image, file, "jpeg");
  }

  private static void write(RgbImage image, Path file, String format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var bytes = Files.newOutputStream(file);
        ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam choices = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        choices.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        choices.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.toBufferedImage(), null, null), choices);
    } finally {
      writer.dispose();
    }
  }
}
