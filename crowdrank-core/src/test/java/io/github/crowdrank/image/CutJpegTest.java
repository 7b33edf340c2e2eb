package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.hardening.HardeningPart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cut JPEG never counts without a word, wherever it is cut. */
@Tag(HardeningPart.TAG)
class CutJpegTest {
  private static final int[] TYPES = {
    BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY
  };

  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  @Test
  void each_cut_is_an_error_or_if_lenient_a_warning() throws Exception {
    HardeningPart part = HardeningPart.begin("jpeg-cuts", "20 JPEGs cut at 50 places each");
    part.worstAllowed(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      byte[] whole = jpeg(i);
      for (int place = 0; place < 50; place += part.cases(1, 7)) {
        byte[] cut = Arrays.copyOf(whole, 2 + (whole.length - 4) * place / 50);
        part.compute("picture %d at %d of 50".formatted(i, place), () -> assertFlagged(cut));
      }
    }
    part.end("all flagged");
  }

  /** Of all sizes, colour or grey, baseline or progressive. */
  private static byte[] jpeg(int i) throws IOException {
    BufferedImage photo = TestImages.photo(20 + 37 * i, 700 - 33 * i, TYPES[i % TYPES.length]);
    return TestImages.jpeg(photo, i % 2 == 0);
  }

  private void assertFlagged(byte[] cut) throws IOException {
    assertThatExceptionOfType(ImageException.class).isThrownBy(() -> strict.decode(cut));
    try {
      assertThat(lenient.decode(cut).warnings()).isNotEmpty();
    } catch (CorruptImageException | UnsupportedImageException e) {
      assertThat(e).hasMessageStartingWith("the picture is ");
    }
  }
}
