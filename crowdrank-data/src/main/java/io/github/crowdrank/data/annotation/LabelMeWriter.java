package io.github.crowdrank.data.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes LabelMe's points. */
final class LabelMeWriter implements AnnotationWriter {
  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    Annotation annotation = Singles.only(annotations);
    ImageSize size = Singles.size(annotation);
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartObject();
      json.writeStringField("version", "5.5.0");
      json.writeObjectFieldStart("flags");
      json.writeEndObject();
      json.writeArrayFieldStart("shapes");
      for (HeadPoint point : annotation.points()) {
        json.writeStartObject();
        json.writeStringField("label", "head");
        json.writeArrayFieldStart("points");
        JsonOutput.pair(json, point);
        json.writeEndArray();
        json.writeNullField("group_id");
        json.writeStringField("shape_type", "point");
        json.writeObjectFieldStart("flags");
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("imagePath", annotation.image());
      json.writeNullField("imageData");
      json.writeNumberField("imageHeight", size.height());
      json.writeNumberField("imageWidth", size.width());
      json.writeEndObject();
    }
  }
}
