package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JPEG, BMP and GIF files say of themselves. */
class FileHeadersTest {
  private static byte[] jpeg() throws IOException {
    return TestImages.jpeg(TestImages.photo(61, 43, BufferedImage.TYPE_3BYTE_BGR), false);
  }

  @Test
  void a_jpegs_frame_gives_sides_bits_components_and_kind() throws IOException {
    JpegHeader header = JpegHeader.of(jpeg());

    assertThat(header.hasFrame()).isTrue();
    assertThat(header.width()).isEqualTo(61);
    assertThat(header.height()).isEqualTo(43);
    assertThat(header.precision()).isEqualTo(8);
    assertThat(header.components()).isEqualTo(3);
    assertThat(header.process()).isZero();
    assertThat(header.isCommon()).isTrue();
    assertThat(header.scans()).isEqualTo(1);
    assertThat(header.exif()).isNull();
  }

  @Test
  void fill_bytes_and_rubbish_between_segments_are_passed_over() throws IOException {
    byte[] plain = jpeg();
    byte[] filled = TestImages.insert(plain, 2, new byte[] {-1, -1, -1});
    byte[] rubbish = TestImages.insert(plain, 2, new byte[] {7, 8, -1, 0, 9});
    byte[] restart =
        TestImages.insert(plain, 2, new byte[] {-1, (byte) 0xd0, -1, 1, -1, (byte) 0xd9});

    for (byte[] file : new byte[][] {filled, rubbish, restart}) {
      assertThat(JpegHeader.of(file).width()).isEqualTo(61);
      assertThat(JpegHeader.of(file).scans()).isEqualTo(1);
    }
  }

  @Test
  void the_first_exif_segment_counts_and_others_of_its_marker_do_not() throws IOException {
    byte[] first = TestImages.exif(3);
    byte[] file = TestImages.insert(jpeg(), 2, TestImages.exifSegment(TestImages.exif(8)));
    file = TestImages.insert(file, 2, TestImages.exifSegment(first));
    file =
        TestImages.insert(
            file,
            2,
            TestImages.segment(0xe1, "http://ns.adobe.com".getBytes(StandardCharsets.US_ASCII)));
    file = TestImages.insert(file, 2, TestImages.segment(0xe1, new byte[] {'E', 'x'}));

    assertThat(JpegHeader.of(file).exif()).isEqualTo(first);
  }

  @Test
  void what_only_describes_is_left_out_and_what_says_how_colours_are_coded_is_not()
      throws IOException {
    byte[] plain = jpeg();
    byte[] file = TestImages.insert(plain, 2, TestImages.segment(0xe1, new byte[5]));
    file = TestImages.insert(file, 2, TestImages.segment(0xee, new byte[12]));
    file = TestImages.insert(file, 2, TestImages.segment(0xe0, new byte[14]));
    file = TestImages.insert(file, 2, TestImages.segment(0xef, new byte[6]));
    file = TestImages.insert(file, 2, TestImages.segment(0xfe, new byte[7]));

    assertThat(plain).containsSequence('J', 'F', 'I', 'F');
    assertThat(JpegHeader.of(file).essential()).isEqualTo(plain);
    assertThat(JpegHeader.of(plain).essential()).isSameAs(plain);
  }

  /**
   * TwelveMonkeys' reader, which reads those of four components, takes each marker for a segment.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ffff", "07ff00", "ff01", "ffd0", "ffee0000", "fffe0001", "fffe000200"})
  void of_a_plain_jpegs_header_only_whole_segments_are_left(String between) throws IOException {
    byte[] inks = new byte[14 + 128];
    ByteBuffer.wrap(inks)
        .put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII))
        .putInt(128)
        .put(14 + 16, "CMYK".getBytes(StandardCharsets.US_ASCII));
    byte[] profile = TestImages.segment(0xe2, inks);
    byte[] plain = TestImages.insert(jpeg(), 2, profile);
    byte[] bytes = HexFormat.of().parseHex(between);
    int frame = frame(plain);

    assertThat(JpegHeader.of(plain).plain()).isEqualTo(plain);
    for (int at : new int[] {2, 2 + profile.length, frame}) {
      byte[] file = TestImages.insert(plain, at, bytes);
      assertThat(JpegHeader.of(file).plain()).isEqualTo(plain);
      assertThat(JpegHeader.of(file).obstacle()).isEmpty();
    }
  }

  @Test
  void a_jpeg_cut_within_its_header_has_no_frame_and_cut_behind_it_has() throws IOException {
    byte[] whole = jpeg();
    int frame = frame(whole);
    int length = (whole[frame + 2] & 255) << 8 | (whole[frame + 3] & 255);
    for (int cut = 2; cut < whole.length; cut++) {
      assertThat(JpegHeader.of(Arrays.copyOf(whole, cut)).hasFrame())
          .as("cut at %d", cut)
          .isEqualTo(cut >= frame + 2 + length);
    }
  }

  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 255) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 255) << 8 | (jpeg[at + 3] & 255));
    }
    return at;
  }

  /** Of the markers 0xc0 to 0xcf, three begin no frame. */
  @ParameterizedTest
  @ValueSource(
      ints = {0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf})
  void only_sequential_and_progressive_frames_are_common(int marker) throws IOException {
    byte[] file = jpeg();
    file[frame(file) + 1] = (byte) marker;
    JpegHeader header = JpegHeader.of(file);

    assertThat(header.hasFrame()).isTrue();
    assertThat(header.process()).isEqualTo(marker - 0xc0);
    assertThat(header.isCommon()).isEqualTo((marker & 7) <= 2);
  }

  private static ByteBuffer bitmap(int headerSize, int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(14, headerSize);
  }

  @Test
  void an_old_bitmap_has_short_sides() {
    byte[] file = bitmap(12, 26).putShort(18, (short) 60_000).putShort(20, (short) 50_000).array();
    BmpHeader header = BmpHeader.of(file);

    assertThat(header.hasSides()).isTrue();
    assertThat(header.width()).isEqualTo(60_000);
    assertThat(header.height()).isEqualTo(50_000);
    assertThat(BmpHeader.of(Arrays.copyOf(file, 25)).hasSides()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7,9", "7,-9"})
  void a_bitmap_may_begin_at_its_top_or_its_bottom(int width, int height) {
    byte[] file = bitmap(40, 34).putInt(18, width).putInt(22, height).array();
    BmpHeader header = BmpHeader.of(file);

    assertThat(header.hasSides()).isTrue();
    assertThat(header.width()).isEqualTo(7);
    assertThat(header.height()).isEqualTo(9);
    assertThat(BmpHeader.of(Arrays.copyOf(file, 33)).hasSides()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,true", "2,true", "3,false", "4,false", "-1,false"})
  void of_os2_bitmaps_those_compressed_like_windows_get_its_header(
      int compression, boolean changed) {
    byte[] file = bitmap(64, 100).putInt(30, compression).putInt(10, 80).put(79, (byte) 5).array();
    byte[] readable = BmpHeader.of(file).readable();

    if (changed) {
      ByteBuffer fields = ByteBuffer.wrap(readable).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(readable).hasSize(76);
      assertThat(fields.getInt(14)).isEqualTo(40);
      assertThat(fields.getInt(10)).isEqualTo(56);
      assertThat(readable[55]).isEqualTo((byte) 5);
    } else {
      assertThat(readable).isSameAs(file);
    }
    byte[] cut = Arrays.copyOf(file, 77);
    assertThat(BmpHeader.of(cut).readable()).isSameAs(cut);
  }

  private static byte[] gif(int flags, byte[]... blocks) {
    byte[] file = new byte[13 + ((flags & 0x80) == 0 ? 0 : 3 << (flags % 8 + 1))];
    file[10] = (byte) flags;
    for (byte[] block : blocks) {
      file = TestImages.insert(file, file.length, block);
    }
    return file;
  }

  /** The last control block before a picture is the one that counts. */
  @ParameterizedTest
  @ValueSource(ints = {0, 0x80, 0x87, 7})
  void of_what_precedes_a_gifs_first_picture_its_control_block_stays(int flags)
      throws CorruptImageException {
    byte[] comment = {0x21, (byte) 0xfe, 2, 'h', 'i', 1, '!', 0};
    byte[] control = {0x21, (byte) 0xf9, 4, 1, 2, 3, 4, 0};
    byte[] later = {0x21, (byte) 0xf9, 4, 9, 8, 7, 6, 0};
    byte[] picture = {0x2c, 1, 2, 3, 0x21, (byte) 0xfe, 0};

    assertThat(GifBlocks.essential(gif(flags, comment, control, comment, picture), "it"))
        .isEqualTo(gif(flags, control, picture));
    assertThat(GifBlocks.essential(gif(flags, control, later, comment, picture), "it"))
        .isEqualTo(gif(flags, later, picture));
    assertThat(GifBlocks.essential(gif(flags, picture), "it")).isEqualTo(gif(flags, picture));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> GifBlocks.essential(gif(flags, comment), "it"))
        .withMessage("it is no valid GIF image: it ends before its first picture");
  }
}
