package io.github.crowdrank.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one JSON object, each of which has to be there, of its type, and asked for. What is
 * wrong throws {@link IllegalArgumentException} with the owner of the object, the field and what
 * was found. For one thread.
 */
public final class JsonFields {
  private static final int LONGEST_FOUND = 80;

  private final String owner;
  private final JsonNode object;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * Takes an object.
   *
   * @param owner how messages call it
   */
  public JsonFields(String owner, JsonNode object) {
    this.owner = owner;
    this.object = object;
    if (!object.isObject()) {
      throw problem("it has to be a JSON object");
    }
  }

  private JsonNode field(String name) {
    asked.add(name);
    JsonNode value = object.get(name);
    if (value == null) {
      throw problem("field \"" + name + "\" is missing");
    }
    return value;
  }

  /** A text of 1 to {@code longest} characters. */
  public String text(String name, int longest) {
    return text(name, field(name), longest);
  }

  private String text(String name, JsonNode value, int longest) {
    if (!value.isTextual() || value.textValue().isEmpty() || value.textValue().length() > longest) {
      throw problem(
          "field \"%s\" has to be a text of 1 to %d characters but was %s"
              .formatted(name, longest, found(value)));
    }
    return value.textValue();
  }

  /** A whole number. */
  public int number(String name) {
    return number(name, field(name));
  }

  private int number(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw problem(
          "field \"%s\" has to be a whole number but was %s".formatted(name, found(value)));
    }
    return value.intValue();
  }

  /** A number, not necessarily whole. */
  public double decimal(String name) {
    JsonNode value = field(name);
    if (!value.isNumber()) {
      throw problem("field \"%s\" has to be a number but was %s".formatted(name, found(value)));
    }
    return value.doubleValue();
  }

  /** A value as text for a message, cut short: hostile files have some of any length. */
  public static String found(JsonNode value) {
    String text = value.toString();
    return text.length() > LONGEST_FOUND ? text.substring(0, LONGEST_FOUND) + "..." : text;
  }

  /** A field of any type. */
  public JsonNode node(String name) {
    return field(name);
  }

  /** A field that may be left out; null counts as left out. */
  public Optional<JsonNode> optional(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  /** A list of at most {@code most} elements. */
  public List<JsonNode> list(String name, int most) {
    JsonNode value = field(name);
    if (!value.isArray() || value.size() > most) {
      throw problem(
          "field \"%s\" has to be a list of at most %d but was %s"
              .formatted(name, most, value.isArray() ? "one of " + value.size() : found(value)));
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  /** A list of at most {@code most} texts of 1 to 256 characters. */
  public List<String> texts(String name, int most) {
    return list(name, most).stream().map(value -> text(name, value, 256)).toList();
  }

  /** A list of {@code count} whole numbers. */
  public List<Integer> numbers(String name, int count) {
    List<JsonNode> values = list(name, count);
    if (values.size() != count) {
      throw problem(
          "field \"%s\" has to have %d numbers but has %d".formatted(name, count, values.size()));
    }
    return values.stream().map(value -> number(name, value)).toList();
  }

  /** Refuses fields nobody asked for. */
  public void finish() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw problem("field \"%s\" is unknown; there are %s".formatted(name, asked));
              }
            });
  }

  /** What to throw about this object. */
  public IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(owner + ": " + what);
  }
}
