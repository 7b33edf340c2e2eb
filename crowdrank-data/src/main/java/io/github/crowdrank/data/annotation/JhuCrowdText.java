package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Heads as JHU-CROWD++ keeps them: {@code x y w h o b} on each line, which are the centre, width
 * and height of a head, how far it is hidden (1 to 3) and whether it is blurred (0 or 1).
 */
final class JhuCrowdText implements AnnotationReader {
  private static final int FIELDS = 6;

  @Override
  public List<Annotation> read(Path file) throws IOException {
    List<HeadPoint> points = new ArrayList<>();
    try (BufferedReader text =
        new BufferedReader(AnnotationText.open(file, AnnotationText.MOST_BYTES_OF_ONE))) {
      int number = 1;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (!line.isBlank()) {
          if (points.size() == MOST_POINTS) {
            throw new IOException("more than " + MOST_POINTS + " lines; no more heads are read");
          }
          points.add(point(line, number));
        }
        number++;
      }
    }
    return List.of(Annotation.of(points));
  }

  private static HeadPoint point(String line, int number) throws IOException {
    String[] fields = line.strip().split("[ \t]+", FIELDS + 1);
    double[] values = new double[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      OptionalDouble value =
          fields.length == FIELDS ? Numbers.coordinate(fields[i]) : OptionalDouble.empty();
      values[i] =
          value.orElseThrow(
              () ->
                  new IOException(
                      "line %d is \"%s\" but should be x y w h o b: six numbers"
                          .formatted(number, Numbers.shown(line))));
    }
    return new HeadPoint(values[0], values[1]);
  }
}
