package io.github.crowdrank.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageFormat;
import io.github.crowdrank.image.ImageLimits;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are a picture or an {@link ImageException}: those of odd length to a strict decoder,
 * the others to a lenient one.
 */
@Tag("fuzz")
class ImageFuzzTest {
  private static final ImageDecoder LENIENT = decoder(true);
  private static final ImageDecoder STRICT = decoder(false);

  private static ImageDecoder decoder(boolean lenient) {
    return ImageDecoder.builder()
        .formats(EnumSet.allOf(ImageFormat.class))
        .limits(ImageLimits.defaults().withMaxPixels(1_000_000))
        .lenient(lenient)
        .build();
  }

  @FuzzTest
  void bytes_are_a_picture_or_refused(byte[] file) {
    try {
      (file.length % 2 == 0 ? LENIENT : STRICT).decode(file);
    } catch (ImageException e) {
      Refusal.require(e);
    }
  }
}
