package io.github.crowdrank.density;

import java.util.List;

/**
 * Paints head points as a density map: each head contributes one Gaussian that weighs 1, so that
 * the sum of the map is the number of people (section 4.1). Immutable and safe for use by many
 * threads.
 *
 * <p>A pixel receives the exact integral of the Gaussian over its area, from error functions (to
 * 1e-10), not its value at the centre. Painting onto a coarser grid or a crop gives what painting
 * all pixels and adding them up by area would give, up to rounding, without the map of pixels.
 * Cells are accumulated in double.
 */
public final class DensityPainter {
  private final DensityKernel kernel;
  private final BorderHandling border;
  private final TruncatedGaussian gaussian;

  private DensityPainter(Builder builder) {
    this.kernel = builder.kernel;
    this.border = builder.border;
    this.gaussian = new TruncatedGaussian(builder.truncation);
  }

  /** Choices, each with the paper's value to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** A painter with the paper's kernel, renormalised at the borders and cut off at 4 sigma. */
  public static DensityPainter paper() {
    return builder().build();
  }

  /**
   * A map with one cell for each pixel.
   *
   * @param heads in pixels; several may share a pixel
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @throws IllegalArgumentException if a side is not positive or a head lies outside the image;
   *     the message names its index and place. Drop or clip such heads first.
   */
  public DensityMap paint(List<HeadPoint> heads, int width, int height) {
    checkSize(width, height);
    return paint(heads, width, height, CellGrid.ofPixels(width, height));
  }

  /**
   * A map straight on a grid. Borders are those of the image, not of the grid: the grid takes what
   * falls into it, and cells outside the image stay 0.
   *
   * @param heads all heads of the image, in pixels, also those outside the grid
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @return a map of {@code grid.columns() x grid.rows()} cells
   * @throws IllegalArgumentException as for {@link #paint(List, int, int)}
   */
  public DensityMap paint(List<HeadPoint> heads, int width, int height, CellGrid grid) {
    return field(heads, width, height).on(grid);
  }

  /**
   * The density of one image, to be put on any number of grids: what it takes to know all its heads
   * is done once.
   *
   * @param heads all heads of the image, in pixels
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @throws IllegalArgumentException as for {@link #paint(List, int, int)}
   */
  public DensityField field(List<HeadPoint> heads, int width, int height) {
    checkSize(width, height);
    checkInside(heads, width, height);
    return new DensityField(heads, kernel.sigmas(heads), width, height, gaussian, border);
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1x1 pixels but was " + width + "x" + height);
    }
  }

  private static void checkInside(List<HeadPoint> heads, int width, int height) {
    for (int i = 0; i < heads.size(); i++) {
      HeadPoint head = heads.get(i);
      if (!head.isInside(width, height)) {
        throw new IllegalArgumentException(
            "head %d at (%s, %s) lies outside the %dx%d image; clip or drop it before painting"
                .formatted(i, head.x(), head.y(), width, height));
      }
    }
  }

  @Override
  public String toString() {
    return "DensityPainter[%s, %s, %s sigma]".formatted(kernel, border, gaussian.truncation());
  }

  /** Collects the choices of a {@link DensityPainter}. */
  public static final class Builder {
    private DensityKernel kernel = DensityKernel.paper();
    private BorderHandling border = BorderHandling.RENORMALIZED;
    private double truncation = 4;

    private Builder() {}

    /** Width of the Gaussians; a fixed 15 px unless set. */
    public Builder kernel(DensityKernel newKernel) {
      kernel = newKernel;
      return this;
    }

    /** What happens at the borders of the image; {@code RENORMALIZED} unless set. */
    public Builder border(BorderHandling newBorder) {
      border = newBorder;
      return this;
    }

    /**
     * Where each Gaussian ends, in standard deviations; 4 unless set. What is cut off is made up
     * for inside, so that a head far from the borders weighs 1 whatever the truncation.
     */
    public Builder truncation(double sigmas) {
      truncation = sigmas;
      return this;
    }

    /**
     * The painter.
     *
     * @throws IllegalArgumentException if the truncation is not more than 0 and at most 10
     */
    public DensityPainter build() {
      if (!(truncation > 0 && truncation <= 10)) {
        throw new IllegalArgumentException(
            "truncation is more than 0 and at most 10 standard deviations but was " + truncation);
      }
      return new DensityPainter(this);
    }
  }
}
