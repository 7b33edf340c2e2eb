package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where EXIF data stand in files. */
class ExifTest {
  private static final byte[] DATA = TestImages.exif(6);

  /** A WebP file of chunks, whose odd lengths are filled up. */
  private static byte[] webP(String[] types, byte[][] contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("RIFF....WEBP".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < types.length; i++) {
      out.writeBytes(types[i].getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(contents[i].length).array());
      out.writeBytes(contents[i]);
      out.writeBytes(new byte[contents[i].length % 2]);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void in_webp_it_is_the_first_chunk_of_its_name(int before) {
    byte[] file =
        webP(
            new String[] {"VP8X", "EXIF", "EXIF"},
            new byte[][] {new byte[before], DATA, new byte[3]});

    assertThat(Exif.find(ImageFormat.WEBP, file)).isEqualTo(DATA);
  }

  @Test
  void in_webp_what_is_cut_is_none() {
    byte[] file = webP(new String[] {"VP8X", "EXIF"}, new byte[][] {new byte[9], DATA});
    for (int length = 0; length < file.length; length++) {
      assertThat(Exif.find(ImageFormat.WEBP, Arrays.copyOf(file, length))).isNull();
    }
    file[12 + 4 + 3] = (byte) 0x80;
    assertThat(Exif.find(ImageFormat.WEBP, file)).isNull();
  }

  @Test
  void in_png_what_is_cut_is_none() throws IOException {
    byte[] png =
        TestImages.encode(TestImages.noise(new SplittableRandom(1), 3, 2).toBufferedImage(), "png");
    byte[] chunk = TestImages.exifChunk(DATA);
    byte[] file = TestImages.insert(png, 33, chunk);
    assertThat(Exif.find(ImageFormat.PNG, file)).isEqualTo(DATA);
    for (int length = 0; length < 33 + chunk.length; length++) {
      assertThat(Exif.find(ImageFormat.PNG, Arrays.copyOf(file, length))).isNull();
    }
    assertThat(Exif.find(ImageFormat.PNG, Arrays.copyOf(file, 33 + chunk.length))).isEqualTo(DATA);
    assertThat(Exif.find(ImageFormat.PNG, png)).isNull();
    file[8] = (byte) 0x80;
    assertThat(Exif.find(ImageFormat.PNG, file)).isNull();
  }

  /** Readers end there; what stands behind belongs to no picture. */
  @Test
  void behind_the_end_there_is_none() throws IOException {
    byte[] png =
        TestImages.encode(TestImages.noise(new SplittableRandom(1), 3, 2).toBufferedImage(), "png");
    byte[] chunk = TestImages.exifChunk(DATA);
    assertThat(Exif.find(ImageFormat.PNG, TestImages.insert(png, png.length - 12, chunk)))
        .isEqualTo(DATA);
    assertThat(Exif.find(ImageFormat.PNG, TestImages.insert(png, png.length, chunk))).isNull();

    byte[] picture = TestWebP.picture(TestWebP.lossless());
    byte[] exif = TestWebP.chunk("EXIF", DATA);
    byte[] webP = TestWebP.file(picture, exif);
    assertThat(Exif.find(ImageFormat.WEBP, webP)).isEqualTo(DATA);
    webP = TestWebP.file(picture);
    assertThat(Exif.find(ImageFormat.WEBP, TestImages.insert(webP, webP.length, exif))).isNull();
  }

  @Test
  void in_tiff_it_is_the_file() {
    assertThat(Exif.find(ImageFormat.TIFF, DATA)).isEqualTo(DATA);
  }

  @ParameterizedTest
  @EnumSource(names = {"GIF", "BMP"})
  void other_formats_have_none(ImageFormat format) {
    assertThat(Exif.find(format, DATA)).isNull();
  }
}
