package io.github.crowdrank;

import io.github.crowdrank.image.DecodedImage;
import java.time.Duration;

/**
 * Told of each picture that a {@link CrowdCounter} is given, on the thread that counts it: many at
 * once if many threads count. Of those of {@link CrowdCounter#countAll countAll}, which other
 * threads decode, it is told when their turn comes, by the thread that pulls the results.
 *
 * <p>What it throws is no picture's fault: it ends the count, or the stream of counts, and reaches
 * the caller as it is.
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
   * A picture could not be decoded or not be counted. Not called when the thread was interrupted or
   * a listener has thrown something.
   *
   * @param problem what the caller is thrown
   */
  default void onFailed(Throwable problem) {}
}
