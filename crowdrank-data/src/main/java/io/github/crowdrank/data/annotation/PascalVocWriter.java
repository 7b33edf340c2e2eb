package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes boxes around points, as Pascal VOC has them: whole pixels counted from 1. */
record PascalVocWriter(int side) implements AnnotationWriter {
  PascalVocWriter {
    if (side < 1 || side > 1000) {
      throw new IllegalArgumentException("a box is 1 to 1000 pixels wide but was " + side);
    }
  }

  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    Annotation annotation = Singles.only(annotations);
    ImageSize size = Singles.size(annotation);
    XmlOutput.write(
        out,
        xml -> {
          xml.writeStartElement("annotation");
          XmlOutput.element(xml, "filename", annotation.image());
          xml.writeStartElement("size");
          XmlOutput.element(xml, "width", size.width());
          XmlOutput.element(xml, "height", size.height());
          XmlOutput.element(xml, "depth", 3);
          xml.writeEndElement();
          for (HeadPoint point : annotation.points()) {
            xml.writeCharacters("\n  ");
            object(xml, point, size);
          }
          xml.writeCharacters("\n");
          xml.writeEndElement();
        });
  }

  private void object(XMLStreamWriter xml, HeadPoint point, ImageSize size)
      throws XMLStreamException {
    Span x = Span.around(point.x(), side, size.width());
    Span y = Span.around(point.y(), side, size.height());
    xml.writeStartElement("object");
    XmlOutput.element(xml, "name", "head");
    XmlOutput.element(xml, "pose", "Unspecified");
    XmlOutput.element(xml, "truncated", 0);
    XmlOutput.element(xml, "difficult", 0);
    xml.writeStartElement("bndbox");
    XmlOutput.element(xml, "xmin", x.first);
    XmlOutput.element(xml, "ymin", y.first);
    XmlOutput.element(xml, "xmax", x.last);
    XmlOutput.element(xml, "ymax", y.last);
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** Pixels from the first to the last, counted from 1; their centre is (first - 1 + last) / 2. */
  private record Span(int first, int last) {
    static Span around(double centre, int side, int length) {
      // Twice the centre, to half a pixel and with a pixel's width of room on both sides.
      int doubled = Math.max(1, Math.min(2 * length - 1, (int) Math.round(2 * centre)));
      int room = Math.min(doubled, 2 * length - doubled);
      int extent = Math.min(side, room);
      if (extent % 2 != doubled % 2) {
        extent += extent < room ? 1 : -1;
      }
      return new Span((doubled - extent) / 2 + 1, (doubled + extent) / 2);
    }
  }
}
