package io.github.crowdrank.examples.service;

import io.github.crowdrank.CountListener;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.RgbImage;
import java.time.Duration;

/** Counts with a {@link CrowdCounter}, whose listener is told of the decoding, too. */
final class CrowdPictures implements PictureCounter {
  private final CrowdCounter counter;
  private final CountListener listener;
  private final ImageDecoder strict;
  private final ImageDecoder lenient;

  CrowdPictures(CrowdCounter counter, CountListener listener, Limits limits) {
    this.counter = counter;
    this.listener = listener;
    ImageLimits most =
        ImageLimits.defaults()
            .withMaxFileBytes(limits.pictureBytes())
            .withMaxPixels(limits.picturePixels());
    this.strict = ImageDecoder.builder().limits(most).build();
    this.lenient = ImageDecoder.builder().limits(most).lenient(true).build();
  }

  @Override
  public CountedPicture count(byte[] picture, boolean damaged) throws ImageException {
    long start = System.nanoTime();
    DecodedImage decoded = decode(picture, damaged ? lenient : strict);
    listener.onDecoded(decoded, Duration.ofNanos(System.nanoTime() - start));
    RgbImage image = decoded.image();
    CrowdEstimate estimate = counter.estimate(image);
    return new CountedPicture(
        estimate.count(),
        image.width(),
        image.height(),
        decoded.warnings(),
        counter.model().card().name(),
        (System.nanoTime() - start) / 1e6);
  }

  private DecodedImage decode(byte[] picture, ImageDecoder decoder) throws ImageException {
    try {
      return decoder.decode(picture);
    } catch (ImageException | RuntimeException | OutOfMemoryError e) {
      listener.onFailed(e);
      throw e;
    }
  }
}
