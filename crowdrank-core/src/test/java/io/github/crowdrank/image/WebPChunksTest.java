package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPChunksTest {
  /** Where the data of the only chunk of a file begin. */
  private static final int DATA = 20;

  private final ImageDecoder strict = decoder(false);
  private final ImageDecoder lenient = decoder(true);

  private static ImageDecoder decoder(boolean lenient) {
    return ImageDecoder.builder().formats(Set.of(ImageFormat.WEBP)).lenient(lenient).build();
  }

  private static byte[] canvas(int flags) {
    return TestWebP.canvas(flags, TestWebP.WIDTH, TestWebP.HEIGHT);
  }

  private void assertDamaged(byte[] file, String damage) throws IOException {
    assertRefused(strict, file, damage);
    assertThat(lenient.decode(file).warnings())
        .anyMatch(warning -> warning.startsWith("The picture is damaged or cut (" + damage + ")"));
  }

  private void assertNoPicture(byte[] file, String reason) {
    assertRefused(strict, file, reason);
    assertRefused(lenient, file, reason);
  }

  private static void assertRefused(ImageDecoder decoder, byte[] file, String reason) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessage("the picture is no valid WebP image: " + reason);
  }

  private static Stream<byte[]> wholeFiles() {
    byte[] lossy = TestWebP.picture(TestWebP.lossy());
    return Stream.of(
        TestWebP.lossy(),
        TestWebP.lossless(),
        TestWebP.transparent(),
        TestWebP.animated(),
        TestWebP.file(canvas(0), lossy),
        TestWebP.file(canvas(0), TestWebP.chunk("ABCD", new byte[5]), lossy),
        TestWebP.file(
            canvas(TestWebP.ANIMATED),
            TestWebP.animationFrame(TestWebP.WIDTH, TestWebP.HEIGHT, lossy)));
  }

  @ParameterizedTest
  @MethodSource("wholeFiles")
  void whole_files_are_read(byte[] file) throws IOException {
    assertThat(new WebPChunks(file).damage()).isEmpty();
    assertThat(strict.decode(file).image())
        .returns(TestWebP.WIDTH, RgbImage::width)
        .returns(TestWebP.HEIGHT, RgbImage::height);
  }

  /** The corner is opaque, what is right of it transparent. */
  @Test
  void compressed_transparency_is_white() throws IOException {
    RgbImage image = strict.decode(TestWebP.transparent()).image();

    assertThat(image.rgb(1, 0) & 0xffffff).isEqualTo(0xffffff);
    assertThat(image.rgb(0, 0) & 0xffffff).isNotEqualTo(0xffffff);
  }

  private static Stream<byte[]> filesWithoutPicture() {
    byte[] elsewhere = TestWebP.file(canvas(0), TestWebP.picture(TestWebP.lossy()));
    ByteBuffer.wrap(elsewhere).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 22);
    byte[] unknown = TestWebP.animated();
    unknown[68] = 'X';
    return Stream.of(
        TestWebP.file(),
        TestWebP.file(canvas(0)),
        TestWebP.file(canvas(TestWebP.ANIMATED)),
        TestWebP.file(canvas(TestWebP.ANIMATED), TestWebP.picture(TestWebP.lossy())),
        TestWebP.file(canvas(0), TestWebP.chunk("VP9 ", new byte[50])),
        TestWebP.file(
            canvas(0),
            TestWebP.animationFrame(
                TestWebP.WIDTH, TestWebP.HEIGHT, TestWebP.picture(TestWebP.lossy()))),
        elsewhere,
        unknown);
  }

  @ParameterizedTest
  @MethodSource("filesWithoutPicture")
  void a_file_without_a_picture_is_refused_even_if_what_is_left_is_asked_for(byte[] file) {
    assertNoPicture(file, "there is no picture in it");
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, 0xd1", // builds on another picture
    "true, 3, 0", // has no start code
    "false, 0, 0", // has no signature
    "false, 4, 0x20" // is of another version
  })
  void a_picture_that_begins_otherwise_is_none(boolean isLossy, int at, int value) {
    byte[] file = isLossy ? TestWebP.lossy() : TestWebP.lossless();
    file[DATA + at] = (byte) value;

    assertNoPicture(file, "its picture at byte 12 does not begin as one does");
  }

  @ParameterizedTest
  @CsvSource({"20, 13", "21, 12", "21, 14", "200, 200", "1, 1", "21, 269"})
  void a_file_that_declares_other_sides_than_those_of_its_picture_is_refused(int width, int height)
      throws IOException {
    String damage = "it declares %dx%d pixels but its picture has 21x13".formatted(width, height);
    for (byte[] file : new byte[][] {TestWebP.lossy(), TestWebP.lossless()}) {
      byte[] picture = TestWebP.picture(file);
      byte[] other = TestWebP.file(TestWebP.canvas(0, width, height), picture);
      assertRefused(strict, other, damage);
      assertThat(new WebPChunks(other).damage()).hasValue(damage);
      byte[] frame =
          TestWebP.file(canvas(TestWebP.ANIMATED), TestWebP.animationFrame(width, height, picture));
      assertRefused(strict, frame, damage);
    }
    assertDamaged(
        TestWebP.file(TestWebP.canvas(0, width, height), TestWebP.picture(TestWebP.lossy())),
        damage);
  }

  /** Neither is room made for it, nor is it decoded. */
  @Test
  void a_picture_beyond_the_limits_in_a_small_file_is_refused() {
    byte[] large = TestWebP.lossy();
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putInt(DATA + 6, 0x3fff3fff);
    byte[] file = TestWebP.file(canvas(0), TestWebP.picture(large));

    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> lenient.decode(file))
        .withMessageStartingWith("the picture is 16383x16383 pixels");
  }

  @Test
  void a_second_picture_is_damage() throws IOException {
    byte[] picture = TestWebP.picture(TestWebP.lossy());

    assertDamaged(TestWebP.file(canvas(0), picture, picture), "it has a second picture at byte 92");
  }

  /** Whose file says that it has no more bytes. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_cut_picture_is_refused(boolean isLossy) {
    byte[] whole = isLossy ? TestWebP.lossy() : TestWebP.lossless();
    for (int length = DATA + 10; length < whole.length - 1; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length - 8);
      assertRefused(strict, cut, "the data of its picture are cut");
    }
  }

  /** The first of its parts has 22 bytes behind the header. */
  @Test
  void a_picture_with_fewer_bytes_than_the_first_of_its_parts_is_refused() throws IOException {
    byte[] data = Arrays.copyOfRange(TestWebP.lossy(), DATA, DATA + 31);

    assertDamaged(
        TestWebP.file(TestWebP.chunk("VP8 ", data)),
        "the data of its picture have 31 bytes but need 32 or more");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transparency_that_is_not_compressed_is_not_read(boolean isWhole) {
    byte[] alpha = new byte[isWhole ? 1 + TestWebP.WIDTH * TestWebP.HEIGHT : 10];
    byte[] file =
        TestWebP.file(
            canvas(TestWebP.TRANSPARENT),
            TestWebP.chunk("ALPH", alpha),
            TestWebP.picture(TestWebP.lossy()));

    for (ImageDecoder decoder : new ImageDecoder[] {strict, lenient}) {
      assertThatExceptionOfType(UnsupportedImageException.class)
          .isThrownBy(() -> decoder.decode(file))
          .withMessage(
              "the picture is a WebP image with transparency that is not compressed, which is not"
                  + " read; compress it, or store the image as PNG");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transparency_compressed_in_an_unknown_way_is_damage(int compression) throws IOException {
    byte[] file =
        TestWebP.file(
            canvas(TestWebP.TRANSPARENT),
            TestWebP.chunk("ALPH", new byte[] {(byte) compression, 1, 2, 3}),
            TestWebP.picture(TestWebP.lossy()));

    assertDamaged(file, "its transparency is compressed in the unknown way " + compression);
  }

  @Test
  void transparency_without_data_is_damage() throws IOException {
    byte[] file =
        TestWebP.file(
            canvas(TestWebP.TRANSPARENT),
            TestWebP.chunk("ALPH", new byte[0]),
            TestWebP.picture(TestWebP.lossy()));

    assertDamaged(file, "its transparency has no data");
  }
}
