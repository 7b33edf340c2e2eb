package io.github.crowdrank.examples.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.model.ModelCard;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a model card: a JSON object of strings with {@code name}, {@code description} and facts.
 */
final class CardFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CardFile() {}

  static ModelCard read(Path file) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder and no card of a model");
    }
    try {
      JsonNode card = JSON.readTree(Files.readString(file));
      if (!card.isObject()) {
        throw new IOException(file + " is not a JSON object but " + card);
      }
      for (Map.Entry<String, JsonNode> field : card.properties()) {
        if (!field.getValue().isTextual()) {
          throw new IOException(
              "%s: \"%s\" is %s but has to be a string"
                  .formatted(file, field.getKey(), field.getValue()));
        }
        facts.put(field.getKey(), field.getValue().textValue());
      }
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    } catch (JacksonException e) {
      throw new IOException(file + " is not a JSON object: " + e.getOriginalMessage(), e);
    }
    String name = facts.remove("name");
    String description = facts.remove("description");
    if (name == null || description == null) {
      throw new IOException(file + " needs \"name\" and \"description\"");
    }
    return new ModelCard(name, description, facts);
  }
}
