package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Width and height without pixels. */
class ImageBoundsTest {
  private static final int END_OF_PNG = 12;

  private final ImageDecoder decoder = ImageDecoder.builder().build();

  @TempDir private Path folder;

  private static BufferedImage photo() {
    return TestImages.photo(64, 48, BufferedImage.TYPE_3BYTE_BGR);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("picture"), bytes);
  }

  private void assertLikeDecoded(byte[] bytes) throws IOException {
    Path file = write(bytes);
    RgbImage decoded = decoder.decode(file).image();

    assertThat(decoder.bounds(file)).isEqualTo(Region.ofImage(decoded.width(), decoded.height()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
  void they_are_those_of_the_decoded_picture(String format) throws IOException {
    assertLikeDecoded(TestImages.encode(photo(), format));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void they_are_upright(int orientation) throws IOException {
    byte[] exif = TestImages.exif(orientation);
    byte[] jpeg =
        TestImages.insert(TestImages.jpeg(photo(), true), 2, TestImages.exifSegment(exif));

    assertLikeDecoded(jpeg);

    assertThat(decoder.bounds(write(jpeg)).width()).isEqualTo(orientation < 5 ? 64 : 48);
  }

  @Test
  void the_orientation_may_stand_at_the_end_of_a_png() throws IOException {
    byte[] png = TestImages.encode(TestImages.photo(300, 200, BufferedImage.TYPE_INT_RGB), "png");
    byte[] chunk = TestImages.exifChunk(TestImages.exif(6));
    byte[] turned = TestImages.insert(png, png.length - END_OF_PNG, chunk);

    assertThat(turned).hasSizeGreaterThan(1 << 16);
    assertThat(decoder.bounds(write(turned))).isEqualTo(Region.ofImage(200, 300));
    assertLikeDecoded(turned);
  }

  @Test
  void the_header_of_a_jpeg_may_be_long() throws IOException {
    byte[] jpeg = TestImages.jpeg(photo(), false);
    for (int i = 0; i < 3; i++) {
      jpeg = TestImages.insert(jpeg, 2, TestImages.segment(0xe5, new byte[60_000]));
    }

    assertLikeDecoded(jpeg);
  }

  @Test
  void pixels_are_not_looked_at() throws IOException {
    byte[] jpeg = TestImages.jpeg(photo(), false);
    Path cut = write(Arrays.copyOf(jpeg, jpeg.length / 2));

    assertThat(decoder.bounds(cut)).isEqualTo(Region.ofImage(64, 48));
    assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(CorruptImageException.class);
  }

  @ParameterizedTest
  @CsvSource({"jpeg,63", "png,63", "gif,63", "bmp,63"})
  void the_limits_hold(String format, int side) throws IOException {
    Path file = write(TestImages.encode(photo(), format));
    ImageLimits limits = ImageLimits.defaults();

    for (ImageLimits tooSmall :
        new ImageLimits[] {
          limits.withMaxSide(side), limits.withMaxPixels(3000), limits.withMaxFileBytes(200)
        }) {
      ImageDecoder strict = ImageDecoder.builder().limits(tooSmall).build();
      assertThatThrownBy(() -> strict.bounds(file))
          .isInstanceOf(ImageTooLargeException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void what_is_no_picture_is_said() throws IOException {
    assertThatThrownBy(() -> decoder.bounds(folder))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(folder + " is a folder and no picture");
    assertThatThrownBy(() -> decoder.bounds(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    Path headless = write(Arrays.copyOf(TestImages.jpeg(photo(), false), 40));
    assertThatThrownBy(() -> decoder.bounds(headless))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage(headless + " is a JPEG image that ends within its header");
  }

  @Test
  void the_jdks_reader_of_a_format_that_is_not_allowed_is_not_asked() throws IOException {
    Path file = write(TestImages.encode(photo(), "tiff"));

    assertThatThrownBy(() -> decoder.bounds(file))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("is a TIFF image; BMP, GIF, JPEG, PNG can be read");
  }

  /** Says that it reads everything, and fails when it is asked for a reader. */
  private static final class Intruder extends ImageReaderSpi {
    private int asked;

    @Override
    public boolean canDecodeInput(Object source) {
      asked++;
      return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      throw new AssertionError("asked for a reader");
    }

    @Override
    public String getDescription(Locale locale) {
      return "reads all";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
  void other_readers_on_the_class_path_are_not_asked(String format) throws IOException {
    Path file = write(TestImages.encode(photo(), format));
    Intruder intruder = new Intruder();
    IIORegistry.getDefaultInstance().registerServiceProvider(intruder);
    try {
      assertThat(decoder.bounds(file)).isEqualTo(Region.ofImage(64, 48));
      assertThat(decoder.decode(file).image().width()).isEqualTo(64);
    } finally {
      IIORegistry.getDefaultInstance().deregisterServiceProvider(intruder);
    }
    assertThat(intruder.asked).isZero();
  }
}
