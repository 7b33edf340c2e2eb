package io.github.crowdrank.data.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.crowdrank.data.annotation.AnnotationReader;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.io.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points on their way to and from the page: {@code [[x, y], ...]} in pixels of the picture. */
final class SentPoints {
  private SentPoints() {}

  static ArrayNode json(List<HeadPoint> points) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode(points.size());
    points.forEach(point -> json.addArray().add(point.x()).add(point.y()));
    return json;
  }

  /**
   * The field {@code points}, where null stands for a picture that nobody has labelled.
   *
   * @throws IllegalArgumentException if it is anything but points in the picture
   */
  static @Nullable List<HeadPoint> of(JsonFields fields, ImageSize size) {
    if (fields.node("points").isNull()) {
      return null;
    }
    List<HeadPoint> points = new ArrayList<>();
    for (JsonNode pair : fields.list("points", AnnotationReader.MOST_POINTS)) {
      boolean isPair =
          pair.isArray() && pair.size() == 2 && pair.get(0).isNumber() && pair.get(1).isNumber();
      if (!isPair || !isInside(pair, size)) {
        throw fields.problem(
            "point %d is [x, y] in the picture of %s pixels but was %s"
                .formatted(points.size() + 1, size, pair));
      }
      points.add(new HeadPoint(pair.get(0).doubleValue(), pair.get(1).doubleValue()));
    }
    return points;
  }

  private static boolean isInside(JsonNode pair, ImageSize size) {
    double x = pair.get(0).doubleValue();
    double y = pair.get(1).doubleValue();
    return x >= 0 && y >= 0 && x < size.width() && y < size.height();
  }

  /** The same points, those outside moved to the nearest place inside, as datasets are read. */
  static List<HeadPoint> inside(List<HeadPoint> points, ImageSize size) {
    return points.stream().map(size::nearestInside).toList();
  }
}
