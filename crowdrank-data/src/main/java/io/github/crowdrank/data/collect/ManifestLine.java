package io.github.crowdrank.data.collect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a manifest. What is read throws {@link IllegalArgumentException} with the field and the
 * value.
 */
final class ManifestLine {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(3).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ManifestLine() {}

  static String of(CollectedImage image) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("file", image.file());
    line.put("keyword", image.keyword());
    line.put("source", image.source());
    line.put("id", image.id());
    line.put("imageUrl", image.imageUrl());
    line.put("pageUrl", image.pageUrl());
    line.put("title", image.title());
    line.put("author", image.author());
    line.put("license", image.license());
    line.put("licenseUrl", image.licenseUrl());
    line.put("width", image.width());
    line.put("height", image.height());
    line.put("bytes", image.bytes());
    line.put("sha256", image.sha256());
    line.put("time", image.time().toString());
    return line.toString();
  }

  static String of(DroppedImage image) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("dropped", image.reason().name());
    line.put("detail", image.detail());
    line.put("keyword", image.keyword());
    line.put("source", image.source());
    line.put("id", image.id());
    return line.toString();
  }

  /** A {@link CollectedImage} or a {@link DroppedImage}. */
  static Object parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is no valid JSON: " + e.getOriginalMessage(), e);
    }
    return node.has("dropped") ? dropped(node) : collected(node);
  }

  private static DroppedImage dropped(JsonNode node) {
    String reason = text(node, "dropped");
    for (DropReason known : DropReason.values()) {
      if (known.name().equals(reason)) {
        return new DroppedImage(
            text(node, "keyword"),
            text(node, "source"),
            text(node, "id"),
            known,
            text(node, "detail"));
      }
    }
    throw new IllegalArgumentException("has a dropped that is no reason: " + reason);
  }

  private static CollectedImage collected(JsonNode node) {
    String file = text(node, "file");
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("has a file that is no plain file name: " + file);
    }
    String time = text(node, "time");
    try {
      return new CollectedImage(
          file,
          text(node, "keyword"),
          text(node, "source"),
          text(node, "id"),
          text(node, "imageUrl"),
          optional(node, "pageUrl"),
          optional(node, "title"),
          optional(node, "author"),
          optional(node, "license"),
          optional(node, "licenseUrl"),
          Math.toIntExact(number(node, "width")),
          Math.toIntExact(number(node, "height")),
          number(node, "bytes"),
          text(node, "sha256"),
          Instant.parse(time));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("has a time that is none in ISO 8601: " + time, e);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("has a width or height that is none", e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("has a " + field + " that is no string: " + shown(value));
    }
    return value.textValue();
  }

  private static @Nullable String optional(JsonNode node, String field) {
    return node.hasNonNull(field) ? text(node, field) : null;
  }

  private static long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException("has a " + field + " that is no number: " + shown(value));
    }
    return value.longValue();
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
