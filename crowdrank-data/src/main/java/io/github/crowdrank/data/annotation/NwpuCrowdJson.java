package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points as NWPU-Crowd keeps them: {@code {"img_id": "0001.jpg", "human_num": 2, "points": [[x, y],
 * ...], "boxes": [[x1, y1, x2, y2], ...]}}.
 */
final class NwpuCrowdJson implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    try (JsonCursor json = JsonCursor.open(file, AnnotationText.MOST_BYTES_OF_ONE)) {
      json.nextDocument();
      List<HeadPoint> points = new Contents(json).read();
      json.end();
      return List.of(Annotation.of(points));
    }
  }

  private static final class Contents {
    private final JsonCursor json;
    private final List<HeadPoint> points = new ArrayList<>();
    private boolean pointsSeen;
    private @Nullable Long declared;

    Contents(JsonCursor json) {
      this.json = json;
    }

    List<HeadPoint> read() throws IOException {
      json.object(this::field);
      if (!pointsSeen) {
        throw new IOException("it has no field points");
      }
      if (declared == null || declared != points.size()) {
        throw new IOException(
            "human_num is %s but there are %d points"
                .formatted(declared == null ? "missing" : declared, points.size()));
      }
      return points;
    }

    private boolean field(String name) throws IOException {
      switch (name) {
        case "human_num" -> declared = json.integer();
        case "points" -> {
          pointsSeen = true;
          json.array(index -> JsonPoints.read(json, this::point));
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private void point(double x, double y) throws IOException {
      if (points.size() == MOST_POINTS) {
        throw json.wrong("should not be there: at most " + MOST_POINTS + " points are read");
      }
      points.add(new HeadPoint(x, y));
    }
  }
}
