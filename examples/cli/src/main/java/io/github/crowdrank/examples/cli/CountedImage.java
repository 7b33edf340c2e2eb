package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CountSpread;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A picture that is still there after it was counted, to be drawn over. */
record CountedImage(Path file, RgbImage image, CrowdEstimate estimate) {
  private static final ImageDecoder DECODER = ImageDecoder.builder().build();

  static CountedImage of(CrowdCounter counter, Path file) throws IOException {
    long start = System.nanoTime();
    DecodedImage decoded = DECODER.decode(file);
    try {
      CrowdEstimate counted = counter.estimate(decoded.image());
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new CountedImage(
          file,
          decoded.image(),
          new CrowdEstimate(
              counted.count(), counted.density(), counted.stride(), decoded.warnings(), elapsed));
    } catch (IllegalArgumentException | EngineException | OutOfMemoryError e) {
      throw new IOException(file + ": " + Problems.sentence(e), e);
    }
  }

  /** All of the picture. */
  Region bounds() {
    return Region.ofImage(image.width(), image.height());
  }

  /** Counts other views of the picture, too. */
  CountInterval interval(CrowdCounter counter, double confidence) throws IOException {
    try {
      return CountSpread.of(counter, estimate, image)
          .interval(counter.model().calibration(), confidence);
    } catch (IllegalArgumentException | EngineException | OutOfMemoryError e) {
      throw new IOException(file + ": another view of it: " + Problems.sentence(e), e);
    }
  }
}
