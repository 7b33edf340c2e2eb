package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CVAT's own format for images, version 1.1: each of the {@code points} and the centre of each
 * {@code box} of an {@code image}.
 *
 * @see <a href="https://docs.cvat.ai/docs/other/xml_format">the format</a>
 */
record CvatReader(Labels labels) implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    List<Annotation> annotations = new ArrayList<>();
    Tally tally = new Tally();
    try (XmlCursor xml = XmlCursor.open(file, AnnotationText.MOST_BYTES_OF_MANY)) {
      xml.root(
          "annotations",
          name -> {
            if (name.equals("track")) {
              throw new IOException(
                  xml.where() + " is of the format for video; export the task as CVAT for images");
            }
            boolean image = name.equals("image");
            if (image) {
              annotations.add(image(xml, tally));
            }
            return image;
          });
    }
    return annotations;
  }

  private Annotation image(XmlCursor xml, Tally tally) throws IOException {
    String name = xml.attribute("name");
    tally.image(name, xml.where() + " name");
    ImageSize size =
        new ImageSize(
            xml.side(xml.attribute("width"), "width"), xml.side(xml.attribute("height"), "height"));
    List<HeadPoint> points = new ArrayList<>();
    xml.children(
        shape -> {
          // A tag is about the image as a whole.
          if (!shape.equals("tag") && labels.arePeople(xml.attribute("label"), xml::where)) {
            switch (shape) {
              case "points" -> points(xml, tally, points);
              case "box" ->
                  tally.add(
                      points,
                      (xml.coordinateOf("xtl") + xml.coordinateOf("xbr")) / 2,
                      (xml.coordinateOf("ytl") + xml.coordinateOf("ybr")) / 2,
                      xml::where);
              default ->
                  throw new IOException(xml.where() + " should be <points> or <box> for a person");
            }
          }
          return false;
        });
    return new Annotation(name, Optional.of(size), points);
  }

  private static void points(XmlCursor xml, Tally tally, List<HeadPoint> points)
      throws IOException {
    for (String point : xml.attribute("points").split(";", -1)) {
      int comma = point.indexOf(',');
      if (comma < 0) {
        throw new IOException(
            "%s points holds \"%s\" but should hold x,y;x,y"
                .formatted(xml.where(), Numbers.shown(point)));
      }
      tally.add(
          points,
          xml.coordinate(point.substring(0, comma), "points"),
          xml.coordinate(point.substring(comma + 1), "points"),
          xml::where);
    }
  }
}
