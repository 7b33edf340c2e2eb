package io.github.crowdrank.data.reader;

import io.github.crowdrank.density.HeadPoint;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A point outside its image and what became of it.
 *
 * @param annotation the file that holds it
 * @param image id of the image
 * @param point which one, from 1
 * @param annotated where it was
 * @param used where it is now, or empty if it was dropped
 */
public record PointAdjustment(
    Path annotation, String image, int point, HeadPoint annotated, Optional<HeadPoint> used) {
  @Override
  public String toString() {
    return "%s: point %d at (%s, %s) lies outside image %s and was %s"
        .formatted(
            annotation,
            point,
            annotated.x(),
            annotated.y(),
            image,
            used.map(at -> "moved to (" + at.x() + ", " + at.y() + ")").orElse("dropped"));
  }
}
