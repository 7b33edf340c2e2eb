package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

class ReadWarningsTest {
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
  private final ReadWarnings warnings = new ReadWarnings();

  @Test
  void each_is_kept_once_in_the_order_in_which_they_occurred() {
    for (int i = 0; i < 1000; i++) {
      warnings.warningOccurred(reader, i % 2 == 0 ? "even" : "odd");
    }
    warnings.add("own");

    assertThat(warnings.list()).containsExactly("even", "odd", "own");
    assertThat(warnings.contains("odd")).isTrue();
    assertThat(warnings.contains("neither")).isFalse();
  }

  @Test
  void of_more_than_a_hundred_only_that_is_told_and_own_ones_are_kept() {
    for (int i = 0; i < 1000; i++) {
      warnings.warningOccurred(reader, "number " + i);
    }
    warnings.warningOccurred(reader, "number 7");
    warnings.add("own");

    assertThat(warnings.list())
        .hasSize(102)
        .startsWith("number 0")
        .contains("number 99")
        .endsWith("There are more than 100 warnings.", "own");
  }

  /** Java's reader says so for each of them. */
  @Test
  void codes_that_stand_for_nothing_are_told_once() throws IOException {
    ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();
    byte[] data = new byte[9 * 100];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i % 9 == 0 ? 0 : 255);
    }
    List<String> told = lenient.decode(TestGif.of(64, true, 8, data, 255)).warnings();

    assertThat(told).filteredOn(text -> text.startsWith("Out-of-sequence")).hasSize(1);
    byte[] photo =
        TestImages.encode(TestImages.photo(64, 48, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    assertThat(lenient.decode(photo).warnings()).isEmpty();
  }
}
