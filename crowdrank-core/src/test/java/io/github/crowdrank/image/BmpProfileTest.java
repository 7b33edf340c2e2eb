package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples are taken as they are stored, and native code sees no profile of a stranger's. */
class BmpProfileTest {
  private static final int SIDE = 16;
  private static final int SRGB = 0x73524742;

  private final ImageDecoder decoder = ImageDecoder.builder().build();

  private static byte[] pixels() {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    new SplittableRandom(3).nextBytes(pixels);
    return pixels;
  }

  private RgbImage decoded(int space, byte[] profile) throws IOException {
    return decoder.decode(TestBmp.withProfile(SIDE, pixels(), space, profile)).image();
  }

  /** As Java's reader numbers them, 3 is linked and 4 embedded; in Windows they are letters. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 0x4c494e4b, 0x4d424544})
  void a_profile_changes_no_pixel(int space) throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_CIEXYZ).getData();

    assertThat(decoded(space, profile)).isEqualTo(decoded(SRGB, profile));
  }

  @Test
  void a_profile_that_is_none_does_not_matter() throws IOException {
    byte[] rubbish = "no profile".getBytes(StandardCharsets.US_ASCII);

    assertThat(decoded(4, rubbish)).isEqualTo(decoded(SRGB, rubbish));
  }

  @Test
  void of_shorter_headers_nothing_is_changed() throws IOException {
    byte[] file = TestBmp.runs(2, 1, 8, 2, 5, 0, 1);

    assertThat(BmpHeader.of(file).readable()).isSameAs(file);
  }
}
