package io.github.crowdrank.network;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a graph in ONNX's format does not say of itself.
 *
 * @param stride pixels of the input per cell of the output, along each side, 1 or more
 * @param sizeMultiple of which both sides of an input are multiples, a multiple of the stride
 * @param receptiveField how far a cell sees beyond its own pixels; null where it sees the whole
 *     picture or nobody knows, and pictures are then never counted in tiles
 * @param bytesPerPixel memory that a pass takes for each pixel of its input, an estimate on the
 *     high side, 1 or more
 */
public record OnnxGeometry(
    int stride, int sizeMultiple, @Nullable ReceptiveField receptiveField, int bytesPerPixel) {
  /** 1024, about what VGG-16 takes. */
  public static final int DEFAULT_BYTES_PER_PIXEL = 1024;

  private static final int FARTHEST = 1 << 28;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public OnnxGeometry {
    if (stride < 1 || sizeMultiple < stride || sizeMultiple % stride != 0 || bytesPerPixel < 1) {
      throw new IllegalArgumentException(
          ("the stride is 1 or more, the size multiple a multiple of it and the bytes per pixel 1"
                  + " or more but they were %d, %d and %d")
              .formatted(stride, sizeMultiple, bytesPerPixel));
    }
    if (receptiveField != null
        && !Stream.of(
                receptiveField.top(),
                receptiveField.left(),
                receptiveField.bottom(),
                receptiveField.right())
            .allMatch(side -> side >= 0 && side <= FARTHEST)) {
      throw new IllegalArgumentException(
          "a receptive field is 0 to %d pixels but was %s".formatted(FARTHEST, receptiveField));
    }
  }
}
