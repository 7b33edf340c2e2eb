package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What phones put behind the picture of a JPEG file: a film, a second picture, a map of gains. */
class JpegTailTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();

  private static byte[] jpeg(boolean progressive) throws IOException {
    return TestImages.jpeg(TestImages.photo(64, 48, BufferedImage.TYPE_3BYTE_BGR), progressive);
  }

  private static byte[] join(byte[] file, byte[] tail) {
    return TestImages.insert(file, file.length, tail);
  }

  /** Two of 65,536 pairs of random bytes look like the start of a scan. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_film_behind_a_picture_is_none_of_its_scans(boolean progressive) throws IOException {
    byte[] film = new byte[8 << 20];
    new SplittableRandom(5).nextBytes(film);
    byte[] picture = jpeg(progressive);
    byte[] file = join(picture, film);

    assertThat(JpegHeader.of(file).scans()).isEqualTo(progressive ? 10 : 1);
    DecodedImage image = strict.decode(file);
    assertThat(image.image()).isEqualTo(strict.decode(picture).image());
    assertThat(image.warnings()).isEmpty();
    assertThat(JpegHeader.of(file).plain()).isEqualTo(picture);
  }

  @Test
  void of_several_pictures_in_a_file_the_first_is_read() throws IOException {
    byte[] picture = jpeg(true);
    byte[] file = picture;
    for (int i = 0; i < 20; i++) {
      file = join(file, jpeg(true));
    }
    assertThat(strict.decode(file).image()).isEqualTo(strict.decode(picture).image());
  }

  /** The comment holds what looks like the end, between scans and before the first. */
  @Test
  void the_end_within_a_segment_is_not_that_of_the_picture() throws IOException {
    byte[] picture = jpeg(true);
    byte[] comment = TestImages.segment(0xfe, HexFormat.of().parseHex("ffd9ffd8ffd9"));
    for (int scan : scans(picture)) {
      byte[] file = join(TestImages.insert(picture, scan, comment), comment);
      assertThat(JpegScans.of(file, scans(file).get(0)).end())
          .isEqualTo(file.length - comment.length);
      assertThat(strict.decode(file).image()).isEqualTo(strict.decode(picture).image());
    }
  }

  private static List<Integer> scans(byte[] file) {
    return IntStream.range(0, file.length - 1)
        .filter(at -> file[at] == -1 && file[at + 1] == (byte) 0xda)
        .boxed()
        .toList();
  }

  /** Where readers may go on elsewhere, all scans count, wherever they stand. */
  @ParameterizedTest
  @ValueSource(strings = {"ffd8", "ff01", "ffc00002", "ffc20000", "fffe0001", "ffdb0000", "fff0"})
  void scans_behind_an_unclear_end_are_counted(String unclear) throws IOException {
    byte[] picture = jpeg(false);
    byte[] odd = TestImages.insert(picture, picture.length - 2, HexFormat.of().parseHex(unclear));
    byte[] scans = HexFormat.of().parseHex("ffda".repeat(70));

    assertThat(JpegHeader.of(join(odd, scans)).scans()).isEqualTo(71);
    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> strict.decode(join(odd, scans)))
        .withMessageContaining("has 71 scans");
  }

  @Test
  void a_cut_picture_with_a_film_behind_it_is_damaged() throws IOException {
    byte[] film = new byte[10_000];
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] picture = jpeg(progressive);
      byte[] cut = Arrays.copyOf(picture, picture.length * 3 / 4);
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> strict.decode(join(cut, film)));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> strict.decode(join(cut, jpeg(false))));
    }
  }

  /** Millions of segments of no content are walked and not kept. */
  @Test
  void a_header_of_millions_of_segments_takes_no_room() throws IOException {
    byte[] picture = jpeg(false);
    byte[] segments = new byte[16 << 20];
    byte[] empty = HexFormat.of().parseHex("ffe10002");
    for (int at = 0; at < segments.length; at += empty.length) {
      System.arraycopy(empty, 0, segments, at, empty.length);
    }
    byte[] file = TestImages.insert(picture, 2, segments);
    assertThat(JpegHeader.of(file).essential()).isEqualTo(picture);
  }
}
