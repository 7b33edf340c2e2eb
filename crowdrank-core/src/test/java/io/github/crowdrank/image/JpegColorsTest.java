package io.github.crowdrank.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three components are what libjpeg takes them for, and profiles of four are of four inks. */
class JpegColorsTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();

  /** JFIF, from byte 2 on. */
  private static byte[] jfif() throws IOException {
    return TestImages.jpeg(TestImages.photo(32, 24, BufferedImage.TYPE_3BYTE_BGR), false);
  }

  private static byte[] withoutJfif() throws IOException {
    byte[] file = jfif();
    byte[] rest = new byte[file.length - 18];
    System.arraycopy(file, 0, rest, 0, 2);
    System.arraycopy(file, 20, rest, 2, rest.length - 2);
    return rest;
  }

  private static byte[] adobe(int transform) {
    byte[] content = new byte[12];
    System.arraycopy("Adobe".getBytes(US_ASCII), 0, content, 0, 5);
    content[6] = 100;
    content[11] = (byte) transform;
    return TestImages.segment(0xee, content);
  }

  /** Three bands as they are, as many samples of each, and not a word on what they are. */
  private static byte[] untold(int... names) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 24, 3, null);
    for (int i = 0; i < 32 * 24; i++) {
      raster.setPixel(i % 32, i / 32, new int[] {120 + i % 32, 100 + i / 32, 160});
    }
    byte[] file = TestImages.encodeJpeg(new IIOImage(raster, null, null), false);
    int frame = indexOf(file, 0xc0) + 10;
    int scan = indexOf(file, 0xda) + 5;
    for (int i = 0; i < 3; i++) {
      file[frame + 3 * i] = (byte) names[i];
      file[scan + 2 * i] = (byte) names[i];
    }
    return file;
  }

  private static int indexOf(byte[] file, int marker) {
    int at = 2;
    while (file[at] != -1 || (file[at + 1] & 255) != marker) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({"0,1,2", "114,103,98", "89,67,99", "4,5,6"})
  void without_a_word_on_colours_three_components_are_ycbcr(int one, int two, int three)
      throws IOException {
    byte[] file = untold(one, two, three);
    RgbImage usual = strict.decode(untold(1, 2, 3)).image();

    assertThat(JpegHeader.of(file).identifiers()).containsExactly(one, two, three);
    assertThat(strict.decode(file).image()).isEqualTo(usual);
    assertThat(strict.decode(untold('R', 'G', 'B')).image()).isNotEqualTo(usual);
  }

  /** The JDK's reader decodes none of them, or not as others do. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void beside_jfif_and_of_unknown_kind_adobe_s_marker_counts_for_nothing(int transform)
      throws IOException {
    RgbImage picture = strict.decode(jfif()).image();
    byte[] both = TestImages.insert(jfif(), 20, adobe(transform));
    assertThat(strict.decode(both).image()).isEqualTo(picture);

    if (transform > 1) {
      byte[] alone = TestImages.insert(withoutJfif(), 2, adobe(transform));
      assertThat(strict.decode(alone).image()).isEqualTo(picture);
    }
  }

  @Test
  void adobe_s_marker_alone_tells_rgb_from_ycbcr() throws IOException {
    RgbImage picture = strict.decode(jfif()).image();
    byte[] ycbcr = TestImages.insert(withoutJfif(), 2, adobe(1));
    byte[] rgb = TestImages.insert(withoutJfif(), 2, adobe(0));

    assertThat(strict.decode(ycbcr).image()).isEqualTo(picture);
    assertThat(JpegHeader.of(rgb).essential()).isSameAs(rgb);
    assertThat(strict.decode(rgb).image()).isNotEqualTo(picture);
  }

  /** The parts of a profile as segments, which say that there are so many. */
  private static List<byte[]> segments(byte[] profile, int parts, int said) {
    List<byte[]> segments = new ArrayList<>();
    int size = (profile.length + parts - 1) / parts;
    for (int i = 0; i < parts; i++) {
      int from = i * size;
      int length = Math.min(size, profile.length - from);
      ByteBuffer content = ByteBuffer.allocate(14 + length);
      content.put("ICC_PROFILE\0".getBytes(US_ASCII)).put((byte) (i + 1)).put((byte) said);
      content.put(profile, from, length);
      segments.add(TestImages.segment(0xe2, content.array()));
    }
    return segments;
  }

  private static byte[] inks(int declared) {
    byte[] profile = new byte[400];
    ByteBuffer.wrap(profile).putInt(0, declared).put(16, "CMYK".getBytes(US_ASCII));
    return profile;
  }

  private static boolean isKept(List<byte[]> profile) throws IOException {
    byte[] file = jfif();
    int plain = JpegHeader.of(file).plain().length;
    int bytes = 0;
    for (int i = profile.size() - 1; i >= 0; i--) {
      file = TestImages.insert(file, 20, profile.get(i));
      bytes += profile.get(i).length;
    }
    int with = JpegHeader.of(file).plain().length;
    assertThat(with).isIn(plain, plain + bytes);
    return with > plain;
  }

  @Test
  void a_profile_is_kept_only_if_it_is_whole_and_of_four_inks() throws IOException {
    byte[] rgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    List<byte[]> three = segments(inks(400), 3, 3);

    assertThat(isKept(segments(inks(400), 1, 1))).isTrue();
    assertThat(isKept(three)).isTrue();
    assertThat(isKept(segments(rgb, 1, 1))).isFalse();
    assertThat(isKept(segments(inks(401), 1, 1))).isFalse();
    assertThat(isKept(segments(inks(Integer.MAX_VALUE), 1, 1))).isFalse();
    assertThat(isKept(segments(inks(-1), 1, 1))).isFalse();
    assertThat(isKept(segments(inks(400), 3, 4))).isFalse();
    assertThat(isKept(List.of(three.get(0), three.get(2), three.get(1)))).isFalse();
    assertThat(isKept(three.subList(0, 2))).isFalse();
    assertThat(isKept(List.of(TestImages.segment(0xe2, "ICC_PROFILE\0".getBytes(US_ASCII)))))
        .isFalse();
    assertThat(isKept(List.of(TestImages.segment(0xe2, "MPF\0".getBytes(US_ASCII))))).isFalse();
  }

  @Test
  void of_four_components_the_first_marker_of_adobe_s_stays_and_a_short_one_does_not()
      throws IOException {
    byte[] once = TestImages.insert(jfif(), 20, adobe(2));
    byte[] shortened = TestImages.segment(0xee, "Adobe\0d\0\0\0\0".getBytes(US_ASCII));
    byte[] many = TestImages.insert(once, 20, shortened);
    many = TestImages.insert(many, 20 + shortened.length + adobe(2).length, adobe(1));

    assertThat(JpegHeader.of(many).plain()).isEqualTo(once);
  }
}
