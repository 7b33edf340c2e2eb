package io.github.crowdrank.image;

import java.util.List;

/**
 * A picture and what was noticed while it was decoded.
 *
 * @param image the upright picture
 * @param warnings one sentence each; empty if nothing was wrong
 */
public record DecodedImage(RgbImage image, List<String> warnings) {
  /** Copies the warnings. */
  public DecodedImage {
    warnings = List.copyOf(warnings);
  }
}
