package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of which something is missing and whose readers say nothing, or something else. */
class SilentReadersTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  /**
   * Java's reader warns of a missing table of colours, of codes that stand for nothing and of
   * others, and goes on: what it warned of before must not hide that the data end.
   */
  @ParameterizedTest
  @CsvSource({
    "true, 4096, false, ",
    "true, 2048, false, its data end after 50 % of its rows",
    "false, 4096, false, ",
    "false, 2048, false, its data end after 50 % of its rows",
    "true, 4096, true, its data hold a code that stands for nothing",
    "true, 2048, true, its data end after 50 % of its rows"
  })
  void a_gif_of_which_something_is_missing_is_refused(
      boolean hasColors, int pixels, boolean hasBadCode, String refusal) throws IOException {
    byte[] file = TestGif.of(64, hasColors, pixels, hasBadCode);

    if (refusal == null) {
      assertThat(strict.decode(file).image().width()).isEqualTo(64);
      return;
    }
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessage("the picture is no valid GIF image: " + refusal);
    assertThat(lenient.decode(file).warnings())
        .filteredOn(warning -> warning.startsWith("The picture is damaged or cut"))
        .singleElement()
        .asString()
        .contains(refusal);
  }

  /** One pixel without loss, whose reader makes pixels of any part of it. */
  @Test
  void a_cut_webp_is_refused() throws IOException {
    byte[] whole = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    Set<ImageFormat> formats = Set.of(ImageFormat.WEBP);
    ImageDecoder decoder = ImageDecoder.builder().formats(formats).build();
    assertThat(decoder.decode(whole).image().width()).isEqualTo(1);

    for (int length = 12; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> decoder.decode(cut));
    }
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(cut))
        .withMessageEndingWith("it declares 34 bytes but has 33");
    ImageDecoder careless = ImageDecoder.builder().formats(formats).lenient(true).build();
    assertThat(careless.decode(cut).warnings()).singleElement().asString().contains("33");
  }
}
