package io.github.crowdrank;

import io.github.crowdrank.image.DecodedImage;
import java.time.Duration;

/** Two listeners, told one after the other. */
record ListenerPair(CountListener first, CountListener second) implements CountListener {
  @Override
  public void onDecoded(DecodedImage image, Duration elapsed) {
    first.onDecoded(image, elapsed);
    second.onDecoded(image, elapsed);
  }

  @Override
  public void onCounted(CrowdEstimate estimate, Duration forward) {
    first.onCounted(estimate, forward);
    second.onCounted(estimate, forward);
  }

  @Override
  public void onFailed(Throwable problem) {
    first.onFailed(problem);
    second.onFailed(problem);
  }
}
