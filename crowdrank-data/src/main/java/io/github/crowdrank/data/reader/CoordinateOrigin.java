package io.github.crowdrank.data.reader;

/** From where annotated coordinates are counted. */
public enum CoordinateOrigin {
  /** From the upper left corner of the image; taken as they stand. */
  AS_ANNOTATED(0),
  /**
   * As MATLAB counts: the centre of the first pixel is (1, 1). Half a pixel is subtracted, because
   * here it is (0.5, 0.5).
   */
  MATLAB(-0.5);

  private final double shift;

  CoordinateOrigin(double shift) {
    this.shift = shift;
  }

  double shift() {
    return shift;
  }
}
