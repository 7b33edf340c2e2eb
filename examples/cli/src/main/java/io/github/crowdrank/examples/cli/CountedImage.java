package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CountSpread;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.zone.ZoneCount;
import io.github.crowdrank.zone.Zones;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A picture that is still there after it was counted, to be drawn over. */
record CountedImage(RgbImage image, CrowdEstimate estimate) {
  private static final ImageDecoder DECODER = ImageDecoder.builder().build();

  static CountedImage of(CrowdCounter counter, Path file) throws IOException {
    long start = System.nanoTime();
    DecodedImage decoded = DECODER.decode(file);
    try {
      CrowdEstimate counted = counter.estimate(decoded.image());
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new CountedImage(
          decoded.image(),
          new CrowdEstimate(
              counted.count(), counted.density(), counted.stride(), decoded.warnings(), elapsed));
    } catch (IllegalArgumentException | EngineException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Counts zones, too, which have to be for pictures of this size to the pixel, as they are drawn
   * over it.
   */
  List<ZoneCount> zones(ZoneFollower follower, Path file) throws IOException {
    Zones zones = follower.zones();
    if (zones.width() != image.width() || zones.height() != image.height()) {
      throw new IOException(
          "%s: the zones are for pictures of %dx%d pixels but it has %dx%d"
              .formatted(file, zones.width(), zones.height(), image.width(), image.height()));
    }
    return follower.count(file, estimate);
  }

  /** Counts other views of the picture, too. */
  CountInterval interval(CrowdCounter counter, double confidence) throws IOException {
    try {
      return CountSpread.of(counter, estimate, image)
          .interval(counter.model().calibration(), confidence);
    } catch (IllegalArgumentException | EngineException e) {
      throw new IOException("another view of the picture: " + e.getMessage(), e);
    }
  }
}
