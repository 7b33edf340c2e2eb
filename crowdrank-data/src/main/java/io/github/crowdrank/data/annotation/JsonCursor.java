package io.github.crowdrank.data.annotation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a JSON file once and keeps nothing of it. Every error names the field and the line.
 * Fields that nobody asks for are skipped, however long; those that are read occur once.
 */
final class JsonCursor implements Closeable {
  private static final int LONGEST_TEXT = 4096;
  private static final int DEEPEST = 64;

  /** Names are not made canonical: a file could hold millions of different ones. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(100)
                  .maxNameLength(LONGEST_TEXT)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  /** What the parser says of itself behind what is wrong. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(: was expecting|: expected a valid value|: enable| \\(start marker at).*",
          Pattern.DOTALL);

  private final JsonParser parser;

  private JsonCursor(JsonParser parser) {
    this.parser = parser;
  }

  static JsonCursor open(Path file, long mostBytes) throws IOException {
    return new JsonCursor(JSON.createParser(AnnotationText.open(file, mostBytes)));
  }

  /** Told of the fields of an object. */
  @FunctionalInterface
  interface Fields {
    /** Reads the value of a field, or returns {@code false} and leaves it. */
    boolean read(String name) throws IOException;
  }

  /** Told of the elements of an array. */
  @FunctionalInterface
  interface Elements {
    /** Reads the value. */
    void read(int index) throws IOException;
  }

  /** Goes to the next value of the file, if there is one. */
  boolean nextDocument() throws IOException {
    return next() != null;
  }

  /** Checks that there is nothing behind the value. */
  void end() throws IOException {
    if (next() != null) {
      throw wrong("should be the end of the file");
    }
  }

  void object(Fields fields) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    Set<String> seen = new HashSet<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = text();
      if (seen.contains(name)) {
        throw new IOException(where() + " occurs twice");
      }
      next();
      if (fields.read(name)) {
        seen.add(name);
      } else {
        skip();
      }
    }
  }

  void array(Elements elements) throws IOException {
    expect(JsonToken.START_ARRAY, "an array");
    for (int i = 0; next() != JsonToken.END_ARRAY; i++) {
      elements.read(i);
    }
  }

  /** Passes over the value, however large. */
  void skip() throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token != null && token.isStructStart()) {
        depth++;
      } else if (token != null && token.isStructEnd()) {
        depth--;
      }
    } while (depth > 0 && next() != null);
  }

  boolean isObject() {
    return parser.hasToken(JsonToken.START_OBJECT);
  }

  boolean isNull() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  double coordinate() throws IOException {
    JsonToken token = parser.currentToken();
    if (token != null && token.isNumeric()) {
      double value = Double.parseDouble(text());
      if (Numbers.isCoordinate(value)) {
        return value;
      }
    }
    throw wrong("should be a number of at most %.0e".formatted(Numbers.FURTHEST));
  }

  long integer() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      try {
        return Long.parseLong(text());
      } catch (NumberFormatException e) {
        throw wrong("should be a whole number of at most 19 digits");
      }
    }
    throw wrong("should be a whole number");
  }

  /** A side of an image, or nothing where the file has null. */
  @Nullable Integer side() throws IOException {
    if (isNull()) {
      return null;
    }
    long side = integer();
    if (side < 1 || side > Integer.MAX_VALUE) {
      throw wrong("should be a number of pixels");
    }
    return (int) side;
  }

  static Optional<ImageSize> size(@Nullable Integer width, @Nullable Integer height) {
    return width == null || height == null
        ? Optional.empty()
        : Optional.of(new ImageSize(width, height));
  }

  String string() throws IOException {
    expect(JsonToken.VALUE_STRING, "text");
    return text();
  }

  /** An error about the value here. */
  IOException wrong(String should) throws IOException {
    return new IOException("%s is %s but %s".formatted(where(), found(), should));
  }

  /** The field here and where it stands. */
  String where() {
    StringBuilder path = new StringBuilder();
    JsonStreamContext context = parser.getParsingContext();
    JsonToken token = parser.currentToken();
    if (token != null && token.isStructStart() && context.getParent() != null) {
      context = context.getParent();
    }
    for (; context != null; context = context.getParent()) {
      if (context.inArray()) {
        path.insert(0, "[" + context.getCurrentIndex() + "]");
      } else if (context.inObject() && context.getCurrentName() != null) {
        path.insert(0, "." + Numbers.shown(context.getCurrentName()));
      }
    }
    String place =
        "line %d, column %d"
            .formatted(
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr());
    if (path.isEmpty()) {
      return place;
    }
    return (path.charAt(0) == '.' ? path.substring(1) : path) + " (" + place + ")";
  }

  private String found() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "missing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NULL -> "empty";
      case VALUE_STRING -> "\"" + Numbers.shown(text()) + "\"";
      default -> Numbers.shown(text());
    };
  }

  private void expect(JsonToken token, String called) throws IOException {
    if (!parser.hasToken(token)) {
      throw wrong("should be " + called);
    }
  }

  private String text() throws IOException {
    try {
      return parser.getText();
    } catch (JacksonException e) {
      throw unsound(e);
    }
  }

  private @Nullable JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw unsound(e);
    }
  }

  private IOException unsound(JacksonException e) {
    String kind = e instanceof StreamConstraintsException ? "too much: " : "not sound JSON: ";
    String message = ADVICE.matcher(e.getOriginalMessage()).replaceFirst("");
    return new IOException(where() + ": " + kind + message, e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
