package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes {@code x,y} lines. */
final class CsvWriter implements AnnotationWriter {
  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (HeadPoint point : Singles.only(annotations).points()) {
      text.append(point.x()).append(',').append(point.y()).append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
