package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Painted pictures in which there is nobody, each kind of {@link EmptyScene} in turn: what a
 * counter is to learn not to count. Each is painted when it is asked for, always the same for its
 * index, the size and the seed, which the name tells. Immutable and safe for use by many threads.
 *
 * @param size number of pictures, 0 or more
 * @param width of each in pixels, 1 or more
 * @param height of each in pixels, 1 or more
 * @param seed what everything random follows from
 */
public record EmptyScenes(int size, int width, int height, long seed) implements CrowdDataset {
  private static final List<EmptyScene> KINDS = List.of(EmptyScene.values());

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public EmptyScenes {
    if (size < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "empty scenes are 0 or more, of 1x1 pixels or more, but were %d of %dx%d"
              .formatted(size, width, height));
    }
  }

  @Override
  public String name() {
    // What lies in a cache of images is known by this: another size is another picture.
    return "empty scenes of " + width + "x" + height + " pixels, seed " + seed;
  }

  @Override
  public String id(int index) {
    return kind(index).name().toLowerCase(Locale.ROOT) + "-" + index;
  }

  @Override
  public List<HeadPoint> heads(int index) {
    Objects.checkIndex(index, size);
    return List.of();
  }

  @Override
  public RgbImage image(int index) {
    return kind(index).paint(width, height, PaintedScenes.generator(seed, index));
  }

  private EmptyScene kind(int index) {
    Objects.checkIndex(index, size);
    return KINDS.get(index % KINDS.size());
  }
}
