package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes CVAT for images 1.1. */
final class CvatWriter implements AnnotationWriter {
  @Override
  public void write(List<Annotation> annotations, OutputStream out) throws IOException {
    XmlOutput.write(
        out,
        xml -> {
          xml.writeStartElement("annotations");
          XmlOutput.element(xml, "version", "1.1");
          for (int i = 0; i < annotations.size(); i++) {
            xml.writeCharacters("\n  ");
            image(xml, i, annotations.get(i));
          }
          xml.writeCharacters("\n");
          xml.writeEndElement();
        });
  }

  private static void image(XMLStreamWriter xml, int id, Annotation annotation)
      throws XMLStreamException {
    ImageSize size = Singles.size(annotation);
    xml.writeStartElement("image");
    xml.writeAttribute("id", Integer.toString(id));
    xml.writeAttribute("name", annotation.image());
    xml.writeAttribute("width", Integer.toString(size.width()));
    xml.writeAttribute("height", Integer.toString(size.height()));
    for (HeadPoint point : annotation.points()) {
      xml.writeCharacters("\n    ");
      xml.writeEmptyElement("points");
      xml.writeAttribute("label", "head");
      xml.writeAttribute("occluded", "0");
      xml.writeAttribute("points", point.x() + "," + point.y());
      xml.writeAttribute("z_order", "0");
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }
}
