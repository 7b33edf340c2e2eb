package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures and files for tests. */
public final class TestImages {
  private TestImages() {}

  /** Independent random samples. */
  static RgbImage noise(SplittableRandom random, int width, int height) {
    byte[] samples = new byte[3 * width * height];
    random.nextBytes(samples);
    return RgbImage.of(width, height, samples);
  }

  /** A picture with smooth shades and texture, as photographs have. */
  static BufferedImage photo(int width, int height, int type) {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 40 + 150 * x / width + random.nextInt(30);
        int green = 30 + 180 * y / height + random.nextInt(30);
        int blue = (int) (120 + 80 * Math.sin(x / 5.0)) + random.nextInt(20);
        image.setRGB(x, y, 255 << 24 | red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /** A file of the picture. */
  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** Java's own, as others may be on the class path. */
  static ImageWriter javaWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    ImageWriter writer = writers.next();
    while (!writer.getClass().getName().startsWith("com.sun.")) {
      writer = writers.next();
    }
    return writer;
  }

  static byte[] encodeJpeg(IIOImage image, boolean progressive) throws IOException {
    ImageWriter writer = javaWriter("jpeg");
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.95f);
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A JPEG file of the picture. */
  public static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
    return encodeJpeg(new IIOImage(image, null, null), progressive);
  }

  /** Puts bytes into a file. */
  public static byte[] insert(byte[] file, int at, byte[] part) {
    byte[] result = new byte[file.length + part.length];
    System.arraycopy(file, 0, result, 0, at);
    System.arraycopy(part, 0, result, at, part.length);
    System.arraycopy(file, at, result, at + part.length, file.length - at);
    return result;
  }

  /** A JPEG segment. */
  static byte[] segment(int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xff);
    out.write(marker);
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** TIFF data with an orientation and nothing else, big-endian. */
  public static byte[] exif(int orientation) {
    return new byte[] {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      (byte) (orientation >> 8),
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  /** EXIF data as a segment of a JPEG. */
  public static byte[] exifSegment(byte[] tiff) {
    return segment(0xe1, insert(tiff, 0, new byte[] {'E', 'x', 'i', 'f', 0, 0}));
  }

  /** EXIF data as a chunk of a PNG. */
  public static byte[] exifChunk(byte[] tiff) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
    chunk.putInt(tiff.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + tiff.length);
    return chunk.putInt((int) sum.getValue()).array();
  }

  static BufferedImage reread(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }
}
