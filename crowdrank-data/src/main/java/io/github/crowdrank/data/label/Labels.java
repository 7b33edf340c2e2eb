package io.github.crowdrank.data.label;

import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a picture says.
 *
 * @param version of the file: two are the same if and only if the files are
 * @param points in pixels as the file has them, or null where there is no file: nobody has labelled
 *     the picture
 */
record Labels(String version, @Nullable List<HeadPoint> points) {
  Labels {
    points = points == null ? null : List.copyOf(points);
  }
}
