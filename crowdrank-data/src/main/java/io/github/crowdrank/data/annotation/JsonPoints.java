package io.github.crowdrank.data.annotation;

import java.io.IOException;

/** A point in JSON: {@code [x, y]} or {@code {"x": x, "y": y}}. */
final class JsonPoints {
  private JsonPoints() {}

  /** Told of a point. */
  @FunctionalInterface
  interface Sink {
    void add(double x, double y) throws IOException;
  }

  static void read(JsonCursor json, Sink sink) throws IOException {
    double[] point = {Double.NaN, Double.NaN};
    if (json.isObject()) {
      json.object(
          name -> {
            int axis = name.equals("x") ? 0 : name.equals("y") ? 1 : -1;
            if (axis >= 0) {
              point[axis] = json.coordinate();
            }
            return axis >= 0;
          });
    } else {
      json.array(
          index -> {
            if (index > 1) {
              throw json.wrong("should not be there: a point has two coordinates");
            }
            point[index] = json.coordinate();
          });
    }
    if (Double.isNaN(point[0]) || Double.isNaN(point[1])) {
      throw new IOException(json.where() + " should be a point, x and y");
    }
    sink.add(point[0], point[1]);
  }
}
