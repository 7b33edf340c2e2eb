package io.github.crowdrank.data.collect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A value in the answer of a source, which knows where it stands. What is not as it should be is an
 * {@link IOException} that names source, field and value.
 */
final class JsonAnswer {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(1 << 20)
                          .maxNameLength(1000)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SHOWN = 80;

  private final String source;
  private final String path;
  private final JsonNode node;

  private JsonAnswer(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
  }

  /** The object that an answer is. */
  static JsonAnswer parse(String source, byte[] answer) throws IOException {
    try {
      return new JsonAnswer(source, "", JSON.readTree(answer)).requireObject();
    } catch (JacksonException e) {
      throw new IOException(
          "%s: the answer is JSON but was no valid one (%s), beginning with %s"
              .formatted(
                  source,
                  e.getOriginalMessage(),
                  beginning(new String(answer, StandardCharsets.UTF_8))),
          e);
    }
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  JsonAnswer object(String field) throws IOException {
    return at(field).requireObject();
  }

  private JsonAnswer requireObject() throws IOException {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return this;
  }

  /** The elements of an array. */
  List<JsonAnswer> elements(String field) throws IOException {
    JsonAnswer array = at(field);
    if (!array.node.isArray()) {
      throw array.wrong("an array");
    }
    return IntStream.range(0, array.node.size())
        .mapToObj(i -> new JsonAnswer(source, array.path + "[" + i + "]", array.node.get(i)))
        .toList();
  }

  /** A string or number. */
  String text(String field) throws IOException {
    JsonAnswer value = at(field);
    boolean textual = value.node.isTextual() || value.node.isNumber();
    if (!textual || value.node.asText().isBlank()) {
      throw value.wrong("a text");
    }
    return value.node.asText();
  }

  /** A string that may be absent, as plain text; null also for anything that is no string. */
  @Nullable String optionalText(String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? PlainText.of(value.textValue()) : null;
  }

  /** A whole number that is 0 if absent or out of range. */
  long optionalNumber(String field) {
    JsonNode value = node.path(field);
    return value.canConvertToExactIntegral() && value.canConvertToLong()
        ? Math.max(0, value.longValue())
        : 0;
  }

  int optionalInt(String field) {
    return (int) Math.min(Integer.MAX_VALUE, optionalNumber(field));
  }

  /** An address of the web; characters that should have been escaped are. */
  URI address(String field) throws IOException {
    JsonAnswer value = at(field);
    if (value.node.isTextual()) {
      try {
        URI address = new URI(escaped(value.node.textValue().strip()));
        if (address.getHost() != null) {
          return new URI(address.toASCIIString());
        }
      } catch (URISyntaxException e) {
        throw value.wrong("an absolute URL");
      }
    }
    throw value.wrong("an absolute URL");
  }

  private static String escaped(String url) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean illegal = c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0;
      text.append(illegal ? String.format(Locale.ROOT, "%%%02X", (int) c) : c);
    }
    return text.toString();
  }

  /** The fields of an object that hold strings or numbers. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      texts.put(field.getKey(), text(field.getKey()));
    }
    return texts;
  }

  /** An error about a field. */
  IOException wrong(String field, String right) {
    return at(field).wrong(right);
  }

  private IOException wrong(String right) {
    String found = node.isMissingNode() ? "missing" : beginning(node.toString());
    String where = path.isEmpty() ? "the answer" : path;
    return new IOException("%s: %s is %s but was %s".formatted(source, where, right, found));
  }

  private static String beginning(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private JsonAnswer at(String field) {
    return new JsonAnswer(source, path.isEmpty() ? field : path + "." + field, node.path(field));
  }
}
