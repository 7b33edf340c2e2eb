package io.github.crowdrank.data.split;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.data.split.SplitFile.Draw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Split files as JSON text.
 *
 * <pre>{@code
 * {
 *   "format": "crowdrank-split",
 *   "version": 1,
 *   "dataset": "ShanghaiTech part A train",
 *   "fingerprint": "0f3a...",
 *   "seed": 1,
 *   "trainFraction": 0.9,
 *   "parts": {"train": ["IMG_1", "IMG_3"], "validation": ["IMG_2"]}
 * }
 * }</pre>
 *
 * <p>The seed and the fraction are missing where the parts were not drawn. Fields that a later
 * version may add are ignored. What is read throws {@link IllegalArgumentException} with the field
 * and the value.
 */
final class SplitJson {
  private static final String FORMAT = "crowdrank-split";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(5).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SplitJson() {}

  static String toJson(SplitFile file) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT).put("version", VERSION);
    node.put("dataset", file.dataset()).put("fingerprint", file.fingerprint().hex());
    Draw draw = file.draw();
    if (draw != null) {
      node.put("seed", draw.seed()).put("trainFraction", draw.trainFraction());
    }
    ObjectNode parts = node.putObject("parts");
    file.parts().forEach((part, ids) -> ids.forEach(parts.putArray(part)::add));
    return node.toPrettyString() + "\n";
  }

  static SplitFile fromJson(byte[] json) {
    JsonNode node = tree(json);
    String format = field(node, "format", JsonNode::isTextual, "a string").textValue();
    int version = field(node, "version", JsonNode::isInt, "a whole number").intValue();
    if (!format.equals(FORMAT) || version != VERSION) {
      throw new IllegalArgumentException(
          "format is %s of version %d but was %s of version %d"
              .formatted(FORMAT, VERSION, format, version));
    }
    Map<String, List<String>> parts = new LinkedHashMap<>();
    JsonNode written = field(node, "parts", JsonNode::isObject, "an object of lists of ids");
    for (Map.Entry<String, JsonNode> part : written.properties()) {
      parts.put(part.getKey(), ids(written, part.getKey()));
    }
    return new SplitFile(
        field(node, "dataset", JsonNode::isTextual, "a string").textValue(),
        new DatasetFingerprint(
            field(node, "fingerprint", JsonNode::isTextual, "a string").textValue()),
        draw(node),
        parts);
  }

  private static @Nullable Draw draw(JsonNode node) {
    if (!node.has("seed") && !node.has("trainFraction")) {
      return null;
    }
    return new Draw(
        field(node, "seed", SplitJson::isLong, "a whole number").longValue(),
        field(node, "trainFraction", JsonNode::isNumber, "a number").doubleValue());
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  private static List<String> ids(JsonNode parts, String part) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : field(parts, part, JsonNode::isArray, "a list of ids")) {
      if (!id.isTextual()) {
        throw new IllegalArgumentException(part + " is a list of strings but has " + id);
      }
      ids.add(id.textValue());
    }
    return ids;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no valid JSON: " + e.getMessage(), e);
    }
  }

  private static JsonNode field(
      JsonNode node, String name, Predicate<JsonNode> isRight, String right) {
    JsonNode value = node.path(name);
    if (!isRight.test(value)) {
      throw new IllegalArgumentException(
          "%s is %s but was %s"
              .formatted(name, right, value.isMissingNode() ? "missing" : value.toString()));
    }
    return value;
  }
}
