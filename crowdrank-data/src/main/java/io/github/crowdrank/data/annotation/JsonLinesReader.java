package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object for each image: {@code {"image": "a.jpg", "points": [[x, y], ...]}}. */
final class JsonLinesReader implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    List<Annotation> annotations = new ArrayList<>();
    Tally tally = new Tally();
    try (JsonCursor json = JsonCursor.open(file, AnnotationText.MOST_BYTES_OF_MANY)) {
      while (json.nextDocument()) {
        annotations.add(new Line(json, tally).read());
      }
    }
    return annotations;
  }

  private static final class Line {
    private final JsonCursor json;
    private final Tally tally;
    private final List<HeadPoint> points = new ArrayList<>();
    private @Nullable String image;
    private boolean pointsSeen;
    private @Nullable Integer width;
    private @Nullable Integer height;

    Line(JsonCursor json, Tally tally) {
      this.json = json;
      this.tally = tally;
    }

    Annotation read() throws IOException {
      String start = json.where();
      json.object(this::field);
      if (image == null || !pointsSeen) {
        throw new IOException(
            "the object at %s has no field %s"
                .formatted(start, image == null ? "image" : "points"));
      }
      return new Annotation(image, JsonCursor.size(width, height), points);
    }

    private boolean field(String name) throws IOException {
      switch (name) {
        case "image" -> {
          image = json.string();
          tally.image(image, json.where());
        }
        case "points" -> {
          pointsSeen = true;
          json.array(
              index -> JsonPoints.read(json, (x, y) -> tally.add(points, x, y, json::where)));
        }
        case "width" -> width = json.side();
        case "height" -> height = json.side();
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
