package io.github.crowdrank;

import io.github.crowdrank.image.DecodedImage;
import java.time.Duration;

/**
 * Told of each picture that a {@link CrowdCounter} is given, on the thread that decodes or counts
 * it: many at once if many threads count. What it throws ends the count.
 */
public interface CountListener {
  /**
   * A picture file, stream or array of bytes was decoded.
   *
   * @param elapsed how long that took
   */
  default void onDecoded(DecodedImage image, Duration elapsed) {}

  /**
   * A picture was counted.
   *
   * @param forward how long the network took, its preprocessing included
   */
  default void onCounted(CrowdEstimate estimate, Duration forward) {}

  /**
   * A picture could not be decoded or not be counted.
   *
   * @param problem what the caller is thrown
   */
  default void onFailed(Throwable problem) {}
}
