package io.github.crowdrank.data.sampling;

import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws nested squares from an image that nobody has counted: no square holds more people than the
 * one around it (Algorithm 1, section 3). Immutable and safe for use by many threads.
 *
 * <ol>
 *   <li>An anchor point is drawn evenly from the anchor region: the rectangle in the middle of the
 *       image that has its aspect ratio and {@code 1/r} of its size.
 *   <li>The first square is the largest around the anchor that lies within the image.
 *   <li>Each further one has the same centre and {@code s} times the size of the one before; or it
 *       lies anywhere in it, see {@link Nesting}.
 *   <li>All are resampled to the same number of pixels.
 * </ol>
 */
public final class RankedPatchSampler {
  private final Builder choices;
  private final int patches;
  private final double sideFactor;
  private final double anchorFactor;
  private final int size;

  private RankedPatchSampler(Builder builder) {
    this.choices = builder;
    this.patches = builder.patches;
    this.sideFactor = builder.scaleActsOn.sideFactor(builder.scale);
    this.anchorFactor = builder.anchorActsOn.sideFactor(1 / builder.anchorRegion);
    this.size = builder.size;
  }

  /** Choices, each with the paper's value to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** The paper's sampler: 5 squares, 0.75, 1/8, 224x224 pixels. */
  public static RankedPatchSampler paper() {
    return builder().build();
  }

  /** This sampler's choices, to change some. */
  public Builder toBuilder() {
    return new Builder(choices);
  }

  /** How many squares a chain has. */
  public int patches() {
    return patches;
  }

  /** Side of the patches in pixels. */
  public int size() {
    return size;
  }

  /**
   * Draws where the squares of one chain lie, largest first: each within the one before, all within
   * the image.
   *
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @throws IllegalArgumentException if a side is not positive
   */
  public List<Region> regions(int width, int height, RandomGenerator random) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1x1 pixels but was " + width + "x" + height);
    }
    double x = anchor(width, random);
    double y = anchor(height, random);
    double largest = 2 * Math.min(Math.min(x, width - x), Math.min(y, height - y));
    if (choices.nesting == Nesting.FREE) {
      return wandering(Region.squareAround(x, y, largest), random);
    }
    return IntStream.range(0, patches)
        .mapToObj(i -> Region.squareAround(x, y, largest * Math.pow(sideFactor, i)))
        .toList();
  }

  private List<Region> wandering(Region largest, RandomGenerator random) {
    List<Region> regions = new ArrayList<>(List.of(largest));
    while (regions.size() < patches) {
      Region outer = regions.get(regions.size() - 1);
      double side = sideFactor * outer.width();
      double left = outer.x() + (outer.width() - side) * random.nextDouble();
      double top = outer.y() + (outer.height() - side) * random.nextDouble();
      regions.add(new Region(left, top, side, side));
    }
    return List.copyOf(regions);
  }

  private double anchor(int length, RandomGenerator random) {
    return length * (0.5 + anchorFactor * (random.nextDouble() - 0.5));
  }

  /** Draws one chain of patches, largest region first, each of {@code size x size} pixels. */
  public List<RgbImage> sample(RgbImage image, RandomGenerator random) {
    return regions(image.width(), image.height(), random).stream()
        .map(region -> image.resample(region, size, size))
        .toList();
  }

  /** Every choice, so that two samplers of equal text draw equal patches. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "RankedPatchSampler[%d patches, side factor %s, anchor factor %s, %s, size %d]",
        patches,
        sideFactor,
        anchorFactor,
        choices.nesting,
        size);
  }

  /** Collects the choices of a {@link RankedPatchSampler}. */
  public static final class Builder {
    private int patches = 5;
    private double scale = 0.75;
    private ScaleActsOn scaleActsOn = ScaleActsOn.SIDE;
    private double anchorRegion = 8;
    private ScaleActsOn anchorActsOn = ScaleActsOn.SIDE;
    private int size = 224;
    private Nesting nesting = Nesting.CONCENTRIC;

    private Builder() {}

    private Builder(Builder other) {
      patches = other.patches;
      scale = other.scale;
      scaleActsOn = other.scaleActsOn;
      anchorRegion = other.anchorRegion;
      anchorActsOn = other.anchorActsOn;
      size = other.size;
      nesting = other.nesting;
    }

    /** Squares per chain, {@code k}: 2 to 64; 5 unless set. */
    public Builder patches(int newPatches) {
      patches = newPatches;
      return this;
    }

    /**
     * Size of each square as a fraction of the one before, {@code s}: 0.01 to 0.99; 0.75 unless
     * set.
     */
    public Builder scale(double newScale) {
      scale = newScale;
      return this;
    }

    /** Whether {@code s} shortens the sides or the area; the sides unless set. */
    public Builder scaleActsOn(ScaleActsOn newScaleActsOn) {
      scaleActsOn = newScaleActsOn;
      return this;
    }

    /**
     * {@code r}: the anchor region is {@code 1/r} of the image, r from 1.01 to 1e6; 8 unless set.
     */
    public Builder anchorRegion(double newAnchorRegion) {
      anchorRegion = newAnchorRegion;
      return this;
    }

    /** Whether {@code 1/r} shortens the sides or the area; the sides unless set. */
    public Builder anchorActsOn(ScaleActsOn newAnchorActsOn) {
      anchorActsOn = newAnchorActsOn;
      return this;
    }

    /** Where a square lies in the one around it; in its middle unless set. */
    public Builder nesting(Nesting newNesting) {
      nesting = newNesting;
      return this;
    }

    /** Side of the patches in pixels, 1 to 4096; 224 unless set. */
    public Builder size(int newSize) {
      size = newSize;
      return this;
    }

    /**
     * The sampler.
     *
     * @throws IllegalArgumentException if a choice is out of range; the message says which
     */
    public RankedPatchSampler build() {
      Checks.range("patches", patches, 2, 64);
      Checks.range("scale", scale, 0.01, 0.99);
      Checks.range("anchorRegion", anchorRegion, 1.01, 1e6);
      Checks.range("size", size, 1, 4096);
      double smallest = Math.pow(scaleActsOn.sideFactor(scale), patches - 1.0);
      if (smallest < 1e-6) {
        throw new IllegalArgumentException(
            "%d patches at scale %s leave %s of the side; take fewer patches or a larger scale"
                .formatted(patches, scale, smallest));
      }
      return new RankedPatchSampler(new Builder(this));
    }
  }
}
