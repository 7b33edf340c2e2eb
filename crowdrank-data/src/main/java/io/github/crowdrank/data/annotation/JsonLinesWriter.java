package io.github.crowdrank.data.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes one object for each image. */
final class JsonLinesWriter implements AnnotationWriter {
  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.setRootValueSeparator(null);
      for (Annotation annotation : annotations) {
        json.writeStartObject();
        json.writeStringField("image", annotation.image());
        if (annotation.size().isPresent()) {
          json.writeNumberField("width", annotation.size().get().width());
          json.writeNumberField("height", annotation.size().get().height());
        }
        json.writeArrayFieldStart("points");
        for (HeadPoint point : annotation.points()) {
          JsonOutput.pair(json, point);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }
}
