package io.github.crowdrank.data.annotation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON to a stream that stays open. */
final class JsonOutput {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonOutput() {}

  static JsonGenerator to(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  static void pair(JsonGenerator json, HeadPoint point) throws IOException {
    json.writeStartArray();
    json.writeNumber(point.x());
    json.writeNumber(point.y());
    json.writeEndArray();
  }
}
