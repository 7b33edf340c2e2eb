package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import java.util.Optional;

/**
 * What an annotation file says of one image, before anyone has looked at the image.
 *
 * @param image the image's name as the file gives it, or empty where the file is about the one
 *     image that shares its name
 * @param size the image's size as the file gives it, or empty where it does not
 * @param points in pixels, in the order of the file; possibly outside the image
 * @param flaw why the points are not all people of the image, such as a region that was marked but
 *     not counted; or empty
 */
public record Annotation(
    String image, Optional<ImageSize> size, List<HeadPoint> points, Optional<String> flaw) {
  /** Copies the points. */
  public Annotation {
    points = List.copyOf(points);
  }

  /** All people of an image. */
  public Annotation(String image, Optional<ImageSize> size, List<HeadPoint> points) {
    this(image, size, points, Optional.empty());
  }

  /** Points of the one image that shares the file's name. */
  public static Annotation of(List<HeadPoint> points) {
    return new Annotation("", Optional.empty(), points);
  }
}
