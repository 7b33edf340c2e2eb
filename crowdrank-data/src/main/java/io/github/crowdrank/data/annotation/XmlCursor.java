package io.github.crowdrank.data.annotation;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an XML file once and keeps nothing of it. Every error names the line and the
 * element.
 */
final class XmlCursor implements Closeable {
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
  private static final int DEEPEST = 64;
  private static final int MOST_ATTRIBUTES = 200;

  /** The parser keeps each name it meets, prefixes and namespaces included, for good. */
  private static final int MOST_NAMES = 2000;

  private final Reader text;
  private final XMLStreamReader parser;
  private final Set<String> names = new HashSet<>();

  private XmlCursor(Reader text, XMLStreamReader parser) {
    this.text = text;
    this.parser = parser;
  }

  static XmlCursor open(Path file, long mostBytes) throws IOException {
    Reader text = new XmlRuns(AnnotationText.open(file, mostBytes));
    try {
      return new XmlCursor(text, factory().createXMLStreamReader(text));
    } catch (XMLStreamException | RuntimeException e) {
      text.close();
      throw new IOException("not sound XML: " + lastLine(e), e);
    }
  }

  /** The JDK's own parser, whichever others are on the class path. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(LIMITS + "maxElementDepth", String.valueOf(DEEPEST));
    factory.setProperty(LIMITS + "elementAttributeLimit", String.valueOf(MOST_ATTRIBUTES));
    return factory;
  }

  /** Told of the elements within one. */
  @FunctionalInterface
  interface Children {
    /** Reads an element to its end, or returns {@code false} and leaves it. */
    boolean read(String name) throws IOException;
  }

  /** Reads the whole file: one element of a given name. */
  void root(String name, Children children) throws IOException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // Comments and instructions may stand before it.
    }
    if (!parser.getLocalName().equals(name)) {
      throw new IOException("%s should be <%s>".formatted(where(), name));
    }
    children(children);
    while (parser.getEventType() != XMLStreamConstants.END_DOCUMENT) {
      next();
    }
  }

  /** Reads the elements within the one that begins here, to its end. */
  void children(Children children) throws IOException {
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (parser.isStartElement() && !children.read(parser.getLocalName())) {
        skip();
      }
    }
  }

  /** Passes over the element that begins here. */
  void skip() throws IOException {
    for (int depth = 1; depth > 0; ) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** The text of the element that begins here, to its end; a comment within it is none of it. */
  String text() throws IOException {
    StringBuilder read = new StringBuilder();
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (parser.isStartElement()) {
        throw new IOException(where() + " should not be there: text is expected");
      } else if (parser.hasText() && parser.getEventType() != XMLStreamConstants.COMMENT) {
        read.append(parser.getText());
      }
    }
    return read.toString().strip();
  }

  String attribute(String name) throws IOException {
    String value = optional(name);
    if (value == null) {
      throw new IOException("%s has no attribute %s".formatted(where(), name));
    }
    return value;
  }

  @Nullable String optional(String name) {
    return parser.getAttributeValue(null, name);
  }

  double coordinateOf(String attribute) throws IOException {
    return coordinate(attribute(attribute), attribute);
  }

  /**
   * The coordinate a text is.
   *
   * @param name of the attribute, or nothing for the element's own text
   */
  double coordinate(String value, String name) throws IOException {
    OptionalDouble number = Numbers.coordinate(value.strip());
    if (number.isEmpty()) {
      throw new IOException(
          "%s%s is \"%s\" but should be a number of at most %.0e"
              .formatted(
                  where(),
                  name.isEmpty() ? "" : " " + name,
                  Numbers.shown(value),
                  Numbers.FURTHEST));
    }
    return number.getAsDouble();
  }

  int side(String value, String name) throws IOException {
    double side = coordinate(value, name);
    if (side < 1 || side != Math.rint(side)) {
      throw new IOException(
          "%s%s is \"%s\" but should be a number of pixels"
              .formatted(where(), name.isEmpty() ? "" : " " + name, Numbers.shown(value)));
    }
    return (int) side;
  }

  /** Where the element begins or ends that was read last. */
  String where() {
    boolean named = parser.isStartElement() || parser.isEndElement();
    return "line " + line() + (named ? ", <" + Numbers.shown(parser.getLocalName()) + ">" : "");
  }

  private int line() {
    return parser.getLocation().getLineNumber();
  }

  private int next() throws IOException {
    try {
      int event = parser.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        rememberElement();
      } else if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
        remember(parser.getPITarget());
      }
      return event;
    } catch (XMLStreamException | RuntimeException e) {
      // The parser's own limits come as runtime exceptions.
      throw new IOException("line %d: not sound XML: %s".formatted(line(), lastLine(e)), e);
    }
  }

  /** Whole names: of few prefixes and few names, many pairs can be made. */
  private void rememberElement() throws IOException {
    remember(qualified(parser.getPrefix(), parser.getLocalName()));
    for (int i = 0; i < parser.getAttributeCount(); i++) {
      remember(qualified(parser.getAttributePrefix(i), parser.getAttributeLocalName(i)));
    }
    for (int i = 0; i < parser.getNamespaceCount(); i++) {
      remember(qualified("xmlns", Objects.requireNonNullElse(parser.getNamespacePrefix(i), "")));
      remember(Objects.requireNonNullElse(parser.getNamespaceURI(i), ""));
    }
  }

  private static String qualified(@Nullable String prefix, String name) {
    return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
  }

  private void remember(String name) throws IOException {
    if (names.add(name) && names.size() > MOST_NAMES) {
      throw new IOException(
          "%s: elements, attributes, instructions and namespaces have more than %d names"
              .formatted(where(), MOST_NAMES));
    }
  }

  /** The parser puts the place on lines of its own before what is wrong. */
  private static String lastLine(Exception e) {
    if (e instanceof XMLStreamException wrapping
        && wrapping.getNestedException() instanceof IOException unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String last = message.substring(message.lastIndexOf('\n') + 1);
    return last.replaceFirst("^(Message: )?(http://www\\.w3\\.org/TR/.*#)?", "");
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
