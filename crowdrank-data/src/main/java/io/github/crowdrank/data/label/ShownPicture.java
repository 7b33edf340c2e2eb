package io.github.crowdrank.data.label;

import io.github.crowdrank.image.RgbImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture as the page shows it. It is decoded and encoded anew, so that the person and the
 * network see the same pixels: upright, without a colour profile, and of nothing that is damaged.
 */
final class ShownPicture {
  private static final float QUALITY = 0.95f;

  private ShownPicture() {}

  static byte[] jpeg(RgbImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam choices = writer.getDefaultWriteParam();
      choices.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      choices.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.toBufferedImage(), null, null), choices);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
