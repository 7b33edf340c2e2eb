package io.github.crowdrank.zone;

import io.github.crowdrank.image.RgbImage;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** The pixels that are set in a mask as large as the picture. Immutable. */
public final class MaskShape implements ZoneShape {
  private final int width;
  private final int height;
  private final BitSet pixels;

  private MaskShape(int width, int height, BitSet pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
    if (pixels.isEmpty()) {
      throw new IllegalArgumentException(
          "no pixel of the %dx%d mask is set".formatted(width, height));
    }
  }

  /** Which pixels belong to a mask. */
  @FunctionalInterface
  public interface Pixels {
    /** Whether the pixel of column {@code x} and row {@code y} is set. */
    boolean isSet(int x, int y);
  }

  /**
   * Asks for each pixel.
   *
   * @throws IllegalArgumentException if a side is not positive, there are more than 2^31 - 1 pixels
   *     or none is set
   */
  public static MaskShape of(int width, int height, Pixels set) {
    if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a mask has 1 to 2^31 - 1 pixels but was " + width + "x" + height);
    }
    BitSet pixels = new BitSet(width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels.set(y * width + x, set.isSet(x, y));
      }
    }
    return new MaskShape(width, height, pixels);
  }

  /**
   * The bright pixels of a picture: those whose samples are 128 or more on average. Transparent
   * pixels of a file that was decoded are white unless {@link
   * io.github.crowdrank.image.ImageDecoder.Builder#opaque} refused them.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MaskShape of(RgbImage image) {
    return of(
        image.width(),
        image.height(),
        (x, y) -> {
          int rgb = image.rgb(x, y);
          return (rgb >> 16) + (rgb >> 8 & 255) + (rgb & 255) >= 3 * 128;
        });
  }

  /** Width in pixels, 1 or more. */
  public int width() {
    return width;
  }

  /** Height in pixels, 1 or more. */
  public int height() {
    return height;
  }

  /** Whether a pixel is set; those beyond the mask are not. */
  public boolean isSet(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && pixels.get(y * width + x);
  }

  /** The number of pixels set. */
  @Override
  public double squarePixels() {
    return pixels.cardinality();
  }

  /** The pixels set that lie side by side in a row, as rectangles. */
  Stream<Ring> runs() {
    return Stream.iterate(run(0), run -> run.start < run.end, run -> run(run.end))
        .map(Run::rectangle);
  }

  /** The first run from a pixel on; empty where there is none. */
  private Run run(int from) {
    int start = pixels.nextSetBit(from);
    if (start < 0) {
      return new Run(0, 0, width);
    }
    int endOfRow = (start / width + 1) * width;
    return new Run(start, Math.min(pixels.nextClearBit(start), endOfRow), width);
  }

  /** Pixels from {@code start} to before {@code end}, counted row by row. */
  private record Run(int start, int end, int width) {
    Ring rectangle() {
      int y = start / width;
      int left = start % width;
      int right = left + end - start;
      return new Ring(
          "a run",
          List.of(
              new PlanePoint(left, y),
              new PlanePoint(right, y),
              new PlanePoint(right, y + 1),
              new PlanePoint(left, y + 1)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskShape that
        && width == that.width
        && height == that.height
        && pixels.equals(that.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + pixels.hashCode();
  }

  @Override
  public String toString() {
    return "MaskShape[%dx%d, %d pixels]".formatted(width, height, pixels.cardinality());
  }
}
