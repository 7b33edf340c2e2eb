package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML to a stream that stays open. */
final class XmlOutput {
  private XmlOutput() {}

  /** What a document holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException;
  }

  static void write(OutputStream out, Content content) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      content.writeTo(xml);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** An element with nothing but text. */
  static void element(XMLStreamWriter xml, String name, Object text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text.toString());
    xml.writeEndElement();
  }
}
