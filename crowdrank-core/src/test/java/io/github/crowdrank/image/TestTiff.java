package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** TIFF files for tests. */
final class TestTiff {
  static final int BYTE = 1;
  static final int SHORT = 3;
  static final int LONG = 4;

  /** Where {@link #page} puts what follows its tags. */
  static final int DATA = 400;

  private TestTiff() {}

  /**
   * A big-endian file of one directory, with tags of one value or two short ones each, and of what
   * follows.
   */
  static byte[] page(int[][] tags, byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(DATA + data.length);
    file.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
    file.putShort((short) tags.length);
    for (int[] tag : tags) {
      if (tag.length == 2) {
        entry(file, tag[0], LONG, 1, tag[1]);
      } else {
        entry(file, tag[0], SHORT, 2, tag[1] << 16 | tag[2]);
      }
    }
    return file.putInt(0).put(DATA, data).array();
  }

  /** The same as a BigTIFF. */
  static byte[] bigPage(int[][] tags, byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(DATA + data.length);
    file.putInt(0x4d4d002b).putShort((short) 8).putShort((short) 0).putLong(16);
    file.putLong(tags.length);
    for (int[] tag : tags) {
      file.putShort((short) tag[0]).putShort((short) LONG).putLong(1);
      file.putInt(tag[1]).putInt(0);
    }
    return file.putLong(0).put(DATA, data).array();
  }

  static void entry(ByteBuffer file, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** The file of a picture by Java's writer. */
  static byte[] encode(BufferedImage picture, String compression) throws IOException {
    ImageWriter writer = TestImages.javaWriter("tiff");
    ImageWriteParam choices = writer.getDefaultWriteParam();
    choices.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    choices.setCompressionType(compression);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), choices);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A file whose strips are said to have half of their bytes. */
  static byte[] withHalvedStrips(byte[] whole) {
    byte[] file = whole.clone();
    ByteBuffer tiff = ByteBuffer.wrap(file);
    tiff.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entry = tiff.getInt(4) + 2;
    while (tiff.getShort(entry) != 279) {
      entry += 12;
    }
    int count = tiff.getInt(entry + 4);
    int at = count == 1 ? entry + 8 : tiff.getInt(entry + 8);
    for (int i = 0; i < count; i++) {
      tiff.putInt(at + 4 * i, tiff.getInt(at + 4 * i) / 2);
    }
    return file;
  }
}
