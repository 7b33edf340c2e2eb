package io.github.crowdrank.data.sampling;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityField;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Draws squares of many sizes from a counted image and brings them to one size, so that a network
 * meets people at many scales (sections 4.1 and 5.1). Immutable and safe for use by many threads.
 *
 * <p>Squares lie on whole pixels, every place in the image equally likely. The target is painted
 * straight on the network's output grid, by exact areas and never by interpolation, so that its sum
 * is the number of people in the square whatever the zoom.
 */
public final class LabeledPatchSampler {
  private final Builder choices;

  private LabeledPatchSampler(Builder choices) {
    this.choices = choices;
  }

  /** Choices, each with the paper's value to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** The paper's sampler: sides of 56 to 448 pixels, 224x224 pixels, a target of 14x14 cells. */
  public static LabeledPatchSampler paper() {
    return builder().build();
  }

  /** This sampler's choices, to change some. */
  public Builder toBuilder() {
    return new Builder(choices);
  }

  /** Side of the patches in pixels. */
  public int size() {
    return choices.size;
  }

  /** Side of a target cell in pixels of the patch. */
  public int stride() {
    return choices.stride;
  }

  /** Side of the target grid in cells. */
  public int cells() {
    return choices.size / choices.stride;
  }

  /**
   * Draws one patch.
   *
   * @param heads all heads of the image, inside it
   * @throws IllegalArgumentException if a head lies outside the image, or the patch does not fit
   *     and that was to fail
   */
  public LabeledPatch sample(RgbImage image, List<HeadPoint> heads, RandomGenerator random) {
    return sample(image, field(heads, image.width(), image.height()), random);
  }

  /**
   * What there is to know of an image's heads before patches are drawn: make it once for each
   * image, and drawing paints what lies in the patch, however many heads the image has. Each of
   * them is still looked at.
   *
   * @param heads all heads of the image, inside it
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @throws IllegalArgumentException if a head lies outside the image
   */
  public DensityField field(List<HeadPoint> heads, int width, int height) {
    return choices.painter.field(heads, width, height);
  }

  /**
   * Draws one patch.
   *
   * @param field the heads of the image, from {@link #field}
   * @throws IllegalArgumentException if the field is that of an image of another size, or the patch
   *     does not fit and that was to fail
   */
  public LabeledPatch sample(RgbImage image, DensityField field, RandomGenerator random) {
    if (field.width() != image.width() || field.height() != image.height()) {
      throw new IllegalArgumentException(
          "the heads are those of an image of %dx%d pixels but the image is a %s"
              .formatted(field.width(), field.height(), image));
    }
    Region region = region(image.width(), image.height(), random);
    boolean flipped = random.nextDouble() < choices.flipProbability;
    LabeledPatch patch = patch(image, field, region, flipped);
    return patch.withPixels(choices.colorJitter.apply(patch.pixels(), random));
  }

  /**
   * Draws where a patch lies: a square on whole pixels within the image.
   *
   * @throws IllegalArgumentException if it does not fit and that was to fail
   */
  public Region region(int width, int height, RandomGenerator random) {
    int side = side(Math.min(width, height), random);
    int x = random.nextInt(width - side + 1);
    int y = random.nextInt(height - side + 1);
    return new Region(x, y, side, side);
  }

  private int side(int longest, RandomGenerator random) {
    int side = drawSide(choices.maxSide, random);
    if (side <= longest) {
      return side;
    }
    return switch (choices.largerThanImage) {
      case CLAMP -> longest;
      case REDRAW -> redraw(longest, random);
      case FAIL ->
          throw new IllegalArgumentException(
              "a patch of side %d does not fit an image whose shorter side is %d; clamp or draw again"
                  .formatted(side, longest));
    };
  }

  // Drawing until a side fits is the same as drawing once from the part of the law that fits.
  private int redraw(int longest, RandomGenerator random) {
    return leastSide() > longest ? longest : drawSide(longest, random);
  }

  private int leastSide() {
    return choices.sideLaw == PatchSideLaw.DISCRETE
        ? PatchSideLaw.discreteSides(choices.minSide, choices.maxSide).get(0)
        : choices.minSide;
  }

  private int drawSide(int longest, RandomGenerator random) {
    return (int) Math.round(choices.sideLaw.draw(choices.minSide, longest, random));
  }

  LabeledPatch patch(RgbImage image, DensityField field, Region region, boolean flipped) {
    RgbImage pixels = image.resample(region, choices.size, choices.size);
    List<HeadPoint> inside = headsInside(field.heads(), region);
    DensityMap density =
        switch (choices.densityScale) {
          case IMAGE -> field.on(CellGrid.over(region, cells(), cells()));
          case PATCH ->
              choices.painter.paint(
                  inside,
                  choices.size,
                  choices.size,
                  CellGrid.ofStride(choices.size, choices.size, choices.stride));
        };
    if (!flipped) {
      return new LabeledPatch(region, false, pixels, density, inside);
    }
    return new LabeledPatch(
        region,
        true,
        pixels.flipHorizontally(),
        density.flipHorizontally(),
        inside.stream().map(this::flip).toList());
  }

  private List<HeadPoint> headsInside(List<HeadPoint> heads, Region region) {
    double zoom = choices.size / region.width();
    List<HeadPoint> inside = new ArrayList<>();
    for (HeadPoint head : heads) {
      if (region.contains(head.x(), head.y())) {
        inside.add(inPatch((head.x() - region.x()) * zoom, (head.y() - region.y()) * zoom));
      }
    }
    return inside;
  }

  private HeadPoint flip(HeadPoint head) {
    return inPatch(choices.size - head.x(), head.y());
  }

  // Rounding, and mirroring a head on the very left edge, can reach the edge that lies outside.
  private HeadPoint inPatch(double x, double y) {
    double last = Math.nextDown((double) choices.size);
    return new HeadPoint(Math.min(x, last), Math.min(y, last));
  }

  /** Every choice, so that two samplers of equal text draw equal patches. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "LabeledPatchSampler[sides %d to %d, %s, %s, size %d, stride %d, flip %s, %s, %s, %s]",
        choices.minSide,
        choices.maxSide,
        choices.sideLaw,
        choices.largerThanImage,
        choices.size,
        choices.stride,
        choices.flipProbability,
        choices.colorJitter,
        choices.painter,
        choices.densityScale);
  }

  /** Collects the choices of a {@link LabeledPatchSampler}. */
  public static final class Builder {
    private int minSide = 56;
    private int maxSide = 448;
    private PatchSideLaw sideLaw = PatchSideLaw.LOG_UNIFORM;
    private LargerThanImage largerThanImage = LargerThanImage.CLAMP;
    private int size = 224;
    private int stride = 16;
    private double flipProbability;
    private ColorJitter colorJitter = ColorJitter.none();
    private DensityPainter painter = DensityPainter.paper();
    private DensityScale densityScale = DensityScale.IMAGE;

    private Builder() {}

    private Builder(Builder other) {
      minSide = other.minSide;
      maxSide = other.maxSide;
      sideLaw = other.sideLaw;
      largerThanImage = other.largerThanImage;
      size = other.size;
      stride = other.stride;
      flipProbability = other.flipProbability;
      colorJitter = other.colorJitter;
      painter = other.painter;
      densityScale = other.densityScale;
    }

    /** Shortest side in image pixels, 1 or more; 56 unless set. */
    public Builder minSide(int newMinSide) {
      minSide = newMinSide;
      return this;
    }

    /** Longest side in image pixels, up to 65,536; 448 unless set. */
    public Builder maxSide(int newMaxSide) {
      maxSide = newMaxSide;
      return this;
    }

    /** How sides are drawn; {@code LOG_UNIFORM} unless set. */
    public Builder sideLaw(PatchSideLaw newSideLaw) {
      sideLaw = newSideLaw;
      return this;
    }

    /** What to do when a square does not fit; {@code CLAMP} unless set. */
    public Builder largerThanImage(LargerThanImage newLargerThanImage) {
      largerThanImage = newLargerThanImage;
      return this;
    }

    /** Side of the patches in pixels, a multiple of the stride, up to 4096; 224 unless set. */
    public Builder size(int newSize) {
      size = newSize;
      return this;
    }

    /** Patch pixels per cell of the target: the network's output stride; VGG-16's 16 unless set. */
    public Builder stride(int newStride) {
      stride = newStride;
      return this;
    }

    /** How often left and right are exchanged, 0 to 1; 0 unless set, as the paper names none. */
    public Builder flipProbability(double newFlipProbability) {
      flipProbability = newFlipProbability;
      return this;
    }

    /** How colours are changed at random; not at all unless set, as the paper names nothing. */
    public Builder colorJitter(ColorJitter newColorJitter) {
      colorJitter = newColorJitter;
      return this;
    }

    /** Makes the targets; the paper's 15 px Gaussians unless set. */
    public Builder painter(DensityPainter newPainter) {
      painter = newPainter;
      return this;
    }

    /** Whether Gaussians have their width in the image or in the patch; the image unless set. */
    public Builder densityScale(DensityScale newDensityScale) {
      densityScale = newDensityScale;
      return this;
    }

    /**
     * The sampler.
     *
     * @throws IllegalArgumentException if a choice is out of range; the message says which
     */
    public LabeledPatchSampler build() {
      Checks.range("minSide", minSide, 1, 65_536);
      Checks.range("maxSide", maxSide, minSide, 65_536);
      Checks.range("size", size, 1, 4096);
      Checks.range("stride", stride, 1, size);
      Checks.range("flipProbability", flipProbability, 0, 1);
      if (size % stride != 0) {
        throw new IllegalArgumentException(
            "size is a multiple of stride " + stride + " but was " + size);
      }
      if (sideLaw == PatchSideLaw.DISCRETE
          && PatchSideLaw.discreteSides(minSide, maxSide).isEmpty()) {
        throw new IllegalArgumentException(
            "none of the sides 56, 112, 224 and 448 lies between minSide %d and maxSide %d"
                .formatted(minSide, maxSide));
      }
      return new LabeledPatchSampler(new Builder(this));
    }
  }
}
