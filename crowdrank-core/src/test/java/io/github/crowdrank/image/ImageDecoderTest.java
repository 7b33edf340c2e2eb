package io.github.crowdrank.image;

import static io.github.crowdrank.image.TestImages.encode;
import static io.github.crowdrank.image.TestImages.photo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = ImageDecoder.builder().build();

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void lossless_formats_give_the_very_pixels(String format) throws IOException {
    BufferedImage image = photo(37, 21, BufferedImage.TYPE_INT_RGB);

    DecodedImage decoded = decoder.decode(encode(image, format));

    assertThat(decoded.image()).isEqualTo(RgbImage.of(image));
    assertThat(decoded.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jpegs_give_the_samples_that_imageio_reads(boolean progressive) throws IOException {
    byte[] jpeg = TestImages.jpeg(photo(61, 43, BufferedImage.TYPE_3BYTE_BGR), progressive);

    DecodedImage decoded = decoder.decode(jpeg);

    BufferedImage expected = TestImages.reread(jpeg);
    for (int i = 0; i < 61 * 43; i++) {
      assertThat(decoded.image().rgb(i % 61, i / 61))
          .isEqualTo(expected.getRGB(i % 61, i / 61) & 0xffffff);
    }
    assertThat(decoded.warnings()).isEmpty();
  }

  @Test
  void path_stream_bytes_and_buffered_image_give_the_same(@TempDir Path folder) throws IOException {
    BufferedImage image = photo(37, 21, BufferedImage.TYPE_INT_RGB);
    byte[] png = encode(image, "png");
    Path file = Files.write(folder.resolve("crowd.dat"), png);
    RgbImage expected = RgbImage.of(image);

    assertThat(decoder.decode(file).image()).isEqualTo(expected);
    assertThat(decoder.decode(png).image()).isEqualTo(expected);
    assertThat(decoder.decode(image).image()).isEqualTo(expected);
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(png) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(decoder.decode(stream).image()).isEqualTo(expected);
    assertThat(closed[0]).isFalse();
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void a_missing_file_is_named(@TempDir Path folder) {
    Path file = folder.resolve("none.jpg");

    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp"})
  void eight_bit_grey_keeps_its_values(String format) throws IOException {
    BufferedImage image = new BufferedImage(256, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256 * 16; i++) {
      image.getRaster().setSample(i % 256, i / 256, 0, i % 256);
    }

    RgbImage decoded = decoder.decode(encode(image, format)).image();

    int tolerance = format.equals("jpeg") ? 3 : 0;
    for (int v = 0; v < 256; v++) {
      int rgb = decoded.rgb(v, 5);
      assertThat(rgb & 255).isEqualTo(rgb >> 8 & 255).isEqualTo(rgb >> 16);
      assertThat(rgb & 255).isCloseTo(v, within(tolerance));
    }
  }

  @Test
  void sixteen_bit_grey_is_divided_by_257() throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
    for (int v = 0; v < 65536; v++) {
      image.getRaster().setSample(v % 256, v / 256, 0, v);
    }

    RgbImage decoded = decoder.decode(encode(image, "png")).image();

    for (int v = 0; v < 65536; v++) {
      int expected = (int) Math.round(v / 257.0);
      assertThat(decoded.rgb(v % 256, v / 256)).isEqualTo(expected * 0x010101);
    }
  }

  @Test
  void sixteen_bit_colours_with_alpha_are_divided_and_composited() throws IOException {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, 3, DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    raster.setPixel(0, 0, new int[] {257 * 10, 257 * 20 + 128, 257 * 20 + 129, 65535});
    raster.setPixel(1, 0, new int[] {0, 65535, 257 * 100, 257 * 51});
    byte[] png = encode(new BufferedImage(model, raster, false, null), "png");

    RgbImage decoded = decoder.decode(png).image();

    assertThat(decoded.rgb(0, 0)).isEqualTo(10 << 16 | 20 << 8 | 21);
    assertThat(decoded.rgb(1, 0)).isEqualTo(204 << 16 | 255 << 8 | 224);
  }

  @Test
  void transparent_pixels_are_refused_where_that_was_chosen() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 6; i++) {
      picture.setRGB(i % 3, i / 3, 0xff102030);
    }
    ImageDecoder opaque = ImageDecoder.builder().opaque(true).build();
    assertThat(opaque.decode(encode(picture, "png")).image().rgb(2, 1)).isEqualTo(0x102030);

    picture.setRGB(1, 1, 0xfe102030);

    assertThatThrownBy(() -> opaque.decode(encode(picture, "png")))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("has transparent pixels");
    assertThat(ImageDecoder.builder().build().decode(encode(picture, "png")).image().rgb(2, 1))
        .isEqualTo(0x102030);
  }

  @Test
  void transparent_palette_entries_are_white() throws IOException {
    byte[] reds = {10, 20, 30};
    byte[] alphas = {-1, 0, -1};
    IndexColorModel palette = new IndexColorModel(8, 3, reds, reds, reds, alphas);
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});

    for (String format : new String[] {"png", "gif"}) {
      RgbImage decoded = decoder.decode(encode(image, format)).image();

      assertThat(decoded.rgb(0, 0)).isEqualTo(0x0a0a0a);
      assertThat(decoded.rgb(1, 0)).isEqualTo(0xffffff);
      assertThat(decoded.rgb(2, 0)).isEqualTo(0x1e1e1e);
    }
  }

  @Test
  void of_an_animation_the_first_frame_is_taken() throws IOException {
    byte[] on = {-1, 0, 0, 0};
    byte[] off = {0, -1, -1, 0};
    IndexColorModel palette = new IndexColorModel(2, 4, on, off, off);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int index = 0; index < 3; index++) {
        BufferedImage frame = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_INDEXED, palette);
        int[] row = {index, index, index, index};
        for (int y = 0; y < 3; y++) {
          frame.getRaster().setPixels(0, y, 4, 1, row);
        }
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }

    DecodedImage decoded = decoder.decode(out.toByteArray());

    assertThat(decoded.image()).hasToString("RgbImage[4x3]");
    assertThat(decoded.image().rgb(1, 1)).isEqualTo(0xff0000);
  }

  @Test
  void inks_of_a_cmyk_jpeg_become_colours() throws IOException {
    // Adobe stores inks inverted: 255 is no ink.
    int[][] inks = {{255, 255, 255, 255}, {0, 255, 255, 255}, {255, 0, 0, 255}, {255, 255, 255, 0}};
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 16, 4, null);
    for (int i = 0; i < 64 * 16; i++) {
      raster.setPixel(i % 64, i / 64, inks[i % 64 / 16]);
    }
    byte[] plain = TestImages.encodeJpeg(new IIOImage(raster, null, null), false);
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    byte[] jpeg = TestImages.insert(plain, 2, TestImages.segment(0xee, adobe));

    // Its reader takes the second for a segment of its own, and skips the frame with it.
    byte[] filled = TestImages.insert(jpeg, 2, new byte[] {-1, -2, 0, 0, -1, 1});

    DecodedImage decoded = decoder.decode(jpeg);

    assertThat(decoder.decode(filled).image()).isEqualTo(decoded.image());
    assertThat(decoded.warnings()).isEmpty();
    assertColour(decoded.image().rgb(8, 8), 255, 255, 255);
    assertColour(decoded.image().rgb(24, 8), 0, 255, 255);
    assertColour(decoded.image().rgb(40, 8), 255, 0, 0);
    assertColour(decoded.image().rgb(56, 8), 0, 0, 0);
  }

  private static void assertColour(int rgb, int red, int green, int blue) {
    assertThat(rgb >> 16).isCloseTo(red, within(6));
    assertThat(rgb >> 8 & 255).isCloseTo(green, within(6));
    assertThat(rgb & 255).isCloseTo(blue, within(6));
  }

  @Test
  void profiles_and_comments_of_a_jpeg_change_nothing() throws IOException {
    byte[] plain = TestImages.jpeg(photo(61, 43, BufferedImage.TYPE_3BYTE_BGR), false);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] profile =
        TestImages.insert(linear, 0, "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
    byte[] broken = "ICC_PROFILE\0\7\1".getBytes(StandardCharsets.US_ASCII);
    byte[] jpeg = TestImages.insert(plain, 2, TestImages.segment(0xe2, profile));
    jpeg = TestImages.insert(jpeg, 2, TestImages.segment(0xe2, broken));
    jpeg = TestImages.insert(jpeg, 2, TestImages.segment(0xfe, new byte[100]));

    assertThat(decoder.decode(jpeg)).isEqualTo(decoder.decode(plain));
  }

  @Test
  void many_threads_share_one_decoder() throws Exception {
    byte[][] files = new byte[4][];
    RgbImage[] expected = new RgbImage[4];
    for (int i = 0; i < 4; i++) {
      files[i] = TestImages.jpeg(photo(50 + i, 40, BufferedImage.TYPE_3BYTE_BGR), i % 2 == 0);
      expected[i] = decoder.decode(files[i]).image();
    }

    assertThat(new SplittableRandom(1).ints(200, 0, 4).parallel())
        .allSatisfy(i -> assertThat(decoder.decode(files[i]).image()).isEqualTo(expected[i]));
  }
}
