package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.hardening.HardeningPart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cut TIFF never counts without a word, however it is compressed and wherever it is cut. */
@Tag(HardeningPart.TAG)
class CutTiffTest {
  private static final Set<ImageFormat> TIFF = Set.of(ImageFormat.TIFF);

  private static final List<String> COMPRESSIONS =
      List.of("LZW", "JPEG", "ZLib", "PackBits", "Deflate", "CCITT RLE", "CCITT T.4", "CCITT T.6");

  private final ImageDecoder strict = ImageDecoder.builder().formats(TIFF).build();
  private final ImageDecoder lenient = ImageDecoder.builder().formats(TIFF).lenient(true).build();

  static List<String> compressions() {
    return COMPRESSIONS;
  }

  private static byte[] file(String compression) throws IOException {
    int type =
        compression.startsWith("CCITT")
            ? BufferedImage.TYPE_BYTE_BINARY
            : BufferedImage.TYPE_3BYTE_BGR;
    return TestTiff.encode(TestImages.photo(64, 48, type), compression);
  }

  @Test
  void each_cut_is_an_error_or_if_lenient_a_warning() throws Exception {
    HardeningPart part =
        HardeningPart.begin("tiff-cuts", "TIFFs of eight compressions cut at 50 places each");
    part.worstAllowed(Duration.ofSeconds(2));
    for (String compression : COMPRESSIONS) {
      byte[] whole = file(compression);
      RgbImage picture = strict.decode(whole).image();
      for (int place = 0; place < 50; place += part.cases(1, 7)) {
        byte[] cut = Arrays.copyOf(whole, 4 + (whole.length - 4) * place / 50);
        part.compute("%s at %d of 50".formatted(compression, place), () -> assertFlagged(cut));
      }
      assertThat(lenient.decode(whole)).isEqualTo(new DecodedImage(picture, List.of()));
    }
    part.end("all flagged");
  }

  private void assertFlagged(byte[] cut) throws IOException {
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(cut));
    try {
      assertThat(lenient.decode(cut).warnings()).isNotEmpty();
    } catch (CorruptImageException e) {
      assertThat(e).hasMessageStartingWith("the picture is no valid TIFF image: ");
    }
  }

  /** The rest of the file is there, and might be read for what is missing. */
  @ParameterizedTest
  @MethodSource("compressions")
  void strips_that_end_early_are_an_error_or_if_lenient_a_warning(String compression)
      throws IOException {
    byte[] file = TestTiff.withHalvedStrips(file(compression));

    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(file));
    assertThat(lenient.decode(file).warnings()).isNotEmpty();
  }
}
