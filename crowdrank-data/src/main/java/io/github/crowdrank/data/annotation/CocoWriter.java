package io.github.crowdrank.data.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes COCO's keypoints, and around each a box as other programs ask for one. */
final class CocoWriter implements AnnotationWriter {
  private static final double BOX_SIDE = 16;

  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      for (int i = 0; i < annotations.size(); i++) {
        ImageSize size = Singles.size(annotations.get(i));
        json.writeStartObject();
        json.writeNumberField("id", i + 1);
        json.writeStringField("file_name", annotations.get(i).image());
        json.writeNumberField("width", size.width());
        json.writeNumberField("height", size.height());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      int id = 1;
      for (int i = 0; i < annotations.size(); i++) {
        for (HeadPoint point : annotations.get(i).points()) {
          person(json, id++, i + 1, point);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("categories");
      json.writeStartObject();
      json.writeNumberField("id", 1);
      json.writeStringField("name", "person");
      json.writeStringField("supercategory", "person");
      json.writeArrayFieldStart("keypoints");
      json.writeString("head");
      json.writeEndArray();
      json.writeArrayFieldStart("skeleton");
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void person(JsonGenerator json, int id, int image, HeadPoint point)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", 1);
    json.writeNumberField("iscrowd", 0);
    json.writeNumberField("num_keypoints", 1);
    json.writeFieldName("keypoints");
    json.writeArray(new double[] {point.x(), point.y(), 2}, 0, 3);
    json.writeFieldName("bbox");
    json.writeArray(
        new double[] {point.x() - BOX_SIDE / 2, point.y() - BOX_SIDE / 2, BOX_SIDE, BOX_SIDE},
        0,
        4);
    json.writeNumberField("area", BOX_SIDE * BOX_SIDE);
    json.writeEndObject();
  }
}
