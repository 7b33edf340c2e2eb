package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of LabelMe: {@code shapes[].label}, {@code .points} and {@code .shape_type}. The image
 * that the file may hold is passed over.
 *
 * @see <a href="https://github.com/wkentaro/labelme">LabelMe</a>
 */
record LabelMeReader(Labels labels) implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    try (JsonCursor json = JsonCursor.open(file, AnnotationText.MOST_BYTES_OF_MANY)) {
      json.nextDocument();
      Annotation annotation = new Contents(json, labels).read();
      json.end();
      return List.of(annotation);
    }
  }

  private static final class Contents {
    private final JsonCursor json;
    private final Labels labels;
    private final Tally tally = new Tally();
    private final List<HeadPoint> points = new ArrayList<>();
    private boolean shapesSeen;
    private @Nullable Integer width;
    private @Nullable Integer height;

    Contents(JsonCursor json, Labels labels) {
      this.json = json;
      this.labels = labels;
    }

    Annotation read() throws IOException {
      json.object(this::field);
      if (!shapesSeen) {
        throw new IOException("it has no field shapes");
      }
      return new Annotation("", JsonCursor.size(width, height), points);
    }

    private boolean field(String name) throws IOException {
      switch (name) {
        case "shapes" -> {
          shapesSeen = true;
          json.array(index -> new Shape().read());
        }
        case "imageWidth" -> width = json.side();
        case "imageHeight" -> height = json.side();
        default -> {
          return false;
        }
      }
      return true;
    }

    /** A person if its label says so. */
    private final class Shape {
      /** The first two points; what is centred has no more. */
      private final List<HeadPoint> corners = new ArrayList<>(2);

      private int count;
      private @Nullable Boolean person;

      /** As LabelMe takes it where a file has none. */
      private String type = "polygon";

      void read() throws IOException {
        json.object(this::field);
        if (person == null) {
          throw new IOException(json.where() + " has no label");
        }
        if (!person) {
          return;
        }
        boolean pair = type.equals("rectangle") || type.equals("circle");
        if (!pair && !type.equals("point")) {
          throw new IOException(
              "%s is a %s but should be a point, a rectangle or a circle"
                  .formatted(json.where(), Numbers.shown(type)));
        }
        if (count != (pair ? 2 : 1)) {
          throw new IOException(
              "%s is a %s of %d points but should have %d"
                  .formatted(json.where(), type, count, pair ? 2 : 1));
        }
        HeadPoint first = corners.get(0);
        if (type.equals("rectangle")) {
          HeadPoint second = corners.get(1);
          tally.add(
              points, (first.x() + second.x()) / 2, (first.y() + second.y()) / 2, json::where);
        } else {
          tally.add(points, first.x(), first.y(), json::where);
        }
      }

      private boolean field(String name) throws IOException {
        switch (name) {
          case "label" -> person = labels.arePeople(json.string(), json::where);
          case "shape_type" -> type = json.isNull() ? "polygon" : json.string();
          case "points" -> json.array(index -> JsonPoints.read(json, this::corner));
          default -> {
            return false;
          }
        }
        return true;
      }

      private void corner(double x, double y) {
        count++;
        if (corners.size() < 2) {
          corners.add(new HeadPoint(x, y));
        }
      }
    }
  }
}
