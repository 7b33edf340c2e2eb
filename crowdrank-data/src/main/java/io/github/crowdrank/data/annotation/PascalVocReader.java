package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of the Pascal VOC development kit: the centre of each object's box. The kit counts
 * pixels from 1 and a box holds its last pixel, so that {@code xmin = xmax = 1} is the first pixel,
 * whose centre is 0.5 here.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">the kit</a>
 */
record PascalVocReader(Labels labels) implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    try (XmlCursor xml = XmlCursor.open(file, AnnotationText.MOST_BYTES_OF_ONE)) {
      return List.of(new Contents(xml, labels).read());
    }
  }

  private static final class Contents {
    private final XmlCursor xml;
    private final Labels labels;
    private final Tally tally = new Tally();
    private final List<HeadPoint> points = new ArrayList<>();
    private Optional<ImageSize> size = Optional.empty();

    Contents(XmlCursor xml, Labels labels) {
      this.xml = xml;
      this.labels = labels;
    }

    Annotation read() throws IOException {
      xml.root(
          "annotation",
          name -> {
            switch (name) {
              case "size" -> size();
              case "object" -> object();
              default -> {
                return false;
              }
            }
            return true;
          });
      return new Annotation("", size, points);
    }

    private void size() throws IOException {
      if (size.isPresent()) {
        throw new IOException(xml.where() + " occurs twice");
      }
      Fields fields = new Fields("width", "height");
      xml.children(fields::read);
      size =
          Optional.of(
              new ImageSize(
                  xml.side(fields.get("width"), "width"),
                  xml.side(fields.get("height"), "height")));
    }

    private void object() throws IOException {
      Fields fields = new Fields("name");
      Fields box = new Fields("xmin", "ymin", "xmax", "ymax");
      xml.children(
          name -> {
            if (name.equals("bndbox")) {
              xml.children(box::read);
              return true;
            }
            return fields.read(name);
          });
      if (!labels.arePeople(fields.get("name"), () -> xml.where() + " name")) {
        return;
      }
      double left = box.coordinate("xmin") - 1;
      double top = box.coordinate("ymin") - 1;
      double right = box.coordinate("xmax");
      double bottom = box.coordinate("ymax");
      if (right < left || bottom < top) {
        throw new IOException(
            "%s has a box from (%s, %s) to (%s, %s), which ends before it begins"
                .formatted(xml.where(), left + 1, top + 1, right, bottom));
      }
      tally.add(points, (left + right) / 2, (top + bottom) / 2, xml::where);
    }

    /** Elements with nothing but text, each of which occurs once. */
    private final class Fields {
      private final List<String> names;
      private final @Nullable String[] values;

      Fields(String... names) {
        this.names = List.of(names);
        this.values = new @Nullable String[names.length];
      }

      boolean read(String name) throws IOException {
        int index = names.indexOf(name);
        if (index < 0) {
          return false;
        }
        if (values[index] != null) {
          throw new IOException(xml.where() + " occurs twice");
        }
        values[index] = xml.text();
        return true;
      }

      String get(String name) throws IOException {
        String value = values[names.indexOf(name)];
        if (value == null) {
          throw new IOException("%s has no element <%s>".formatted(xml.where(), name));
        }
        return value;
      }

      double coordinate(String name) throws IOException {
        return xml.coordinate(get(name), name);
      }
    }
  }
}
