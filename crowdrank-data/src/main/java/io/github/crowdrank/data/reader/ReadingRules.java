package io.github.crowdrank.data.reader;

import io.github.crowdrank.image.ImageDecoder;

/**
 * How files become a dataset. Immutable.
 *
 * @param origin from where coordinates are counted
 * @param outsidePoints what to do with points outside the image
 * @param faultyImages what to do with images that have a fault
 * @param decoder reads the pixels
 */
public record ReadingRules(
    CoordinateOrigin origin,
    OutsidePoints outsidePoints,
    FaultyImages faultyImages,
    ImageDecoder decoder) {
  private static final ReadingRules DEFAULTS =
      new ReadingRules(
          CoordinateOrigin.AS_ANNOTATED,
          OutsidePoints.CLIP_TO_BORDER,
          FaultyImages.FAIL,
          ImageDecoder.builder().build());

  /**
   * Coordinates as annotated, points outside moved to the border, no faulty image, the default
   * decoder.
   */
  public static ReadingRules defaults() {
    return DEFAULTS;
  }

  /** These rules with another origin of coordinates. */
  public ReadingRules withOrigin(CoordinateOrigin newOrigin) {
    return new ReadingRules(newOrigin, outsidePoints, faultyImages, decoder);
  }

  /** These rules with another treatment of points outside the image. */
  public ReadingRules withOutsidePoints(OutsidePoints newOutsidePoints) {
    return new ReadingRules(origin, newOutsidePoints, faultyImages, decoder);
  }

  /** These rules with another treatment of images that have a fault. */
  public ReadingRules withFaultyImages(FaultyImages newFaultyImages) {
    return new ReadingRules(origin, outsidePoints, newFaultyImages, decoder);
  }

  /** These rules with another decoder. */
  public ReadingRules withDecoder(ImageDecoder newDecoder) {
    return new ReadingRules(origin, outsidePoints, faultyImages, newDecoder);
  }
}
