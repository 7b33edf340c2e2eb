package io.github.crowdrank.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of one JSON object, each of which has to be there, of its type, and asked for. */
final class JsonFields {
  private final String owner;
  private final JsonNode object;
  private final Set<String> asked = new LinkedHashSet<>();

  JsonFields(String owner, JsonNode object) {
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

  String text(String name, int longest) {
    return text(name, field(name), longest);
  }

  private String text(String name, JsonNode value, int longest) {
    if (!value.isTextual() || value.textValue().isEmpty() || value.textValue().length() > longest) {
      throw problem("field \"%s\" has to be a text of 1 to %d characters".formatted(name, longest));
    }
    return value.textValue();
  }

  int number(String name) {
    return number(name, field(name));
  }

  private int number(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw problem("field \"%s\" has to be a whole number but was %s".formatted(name, value));
    }
    return value.intValue();
  }

  List<JsonNode> list(String name, int most) {
    JsonNode value = field(name);
    if (!value.isArray() || value.size() > most) {
      throw problem("field \"%s\" has to be a list of at most %d".formatted(name, most));
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  List<String> texts(String name, int most) {
    return list(name, most).stream().map(value -> text(name, value, 256)).toList();
  }

  List<Integer> numbers(String name, int count) {
    List<JsonNode> values = list(name, count);
    if (values.size() != count) {
      throw problem(
          "field \"%s\" has to have %d numbers but has %d".formatted(name, count, values.size()));
    }
    return values.stream().map(value -> number(name, value)).toList();
  }

  /** Refuses fields nobody asked for. */
  void finish() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw problem("field \"%s\" is unknown; there are %s".formatted(name, asked));
              }
            });
  }

  IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(owner + ": " + what);
  }
}
