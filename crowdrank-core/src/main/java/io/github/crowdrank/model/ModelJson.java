package io.github.crowdrank.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.io.JsonFields;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Preprocessing, model cards and the choice between two sets of weights as JSON text.
 *
 * <pre>{@code
 * {"order": "RGB", "mean": [127.5, 127.5, 127.5], "scale": [127.5, 127.5, 127.5]}
 * {"name": "tiny", "description": "for tests", "facts": {"seed": "1"}}
 * {"glance": 288, "limit": 0.3}
 * }</pre>
 *
 * <p>Fields that a later minor version may add are ignored. What is read throws {@link
 * IllegalArgumentException} with the field and the value.
 */
final class ModelJson {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(5).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ModelJson() {}

  static String toJson(Preprocessing preprocessing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("order", preprocessing.order().name());
    preprocessing.mean().forEach(node.putArray("mean")::add);
    preprocessing.scale().forEach(node.putArray("scale")::add);
    return node.toString();
  }

  static Preprocessing preprocessing(String json) {
    return preprocessing(object(json));
  }

  static Preprocessing preprocessing(JsonNode node) {
    String order = text(node, "order");
    for (ChannelOrder known : ChannelOrder.values()) {
      if (known.name().equals(order)) {
        return new Preprocessing(known, floats(node, "mean"), floats(node, "scale"));
      }
    }
    throw new IllegalArgumentException("order is RGB, BGR or GREY but was " + order);
  }

  static String toJson(ModelCard card) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", card.name()).put("description", card.description());
    card.facts().forEach(node.putObject("facts")::put);
    return node.toString();
  }

  static ModelCard card(String json) {
    JsonNode node = object(json);
    Map<String, String> facts = facts(node.path("facts"));
    return new ModelCard(text(node, "name"), text(node, "description"), facts);
  }

  static Map<String, String> facts(JsonNode facts) {
    if (!facts.isObject()) {
      throw new IllegalArgumentException("facts is an object of strings but was " + facts);
    }
    Map<String, String> byTitle = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> fact : facts.properties()) {
      byTitle.put(fact.getKey(), text(facts, fact.getKey()));
    }
    return byTitle;
  }

  static String toJson(SparseExpert expert) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put("glance", expert.glance()).put("limit", expert.limit()).toString();
  }

  static SparseExpert sparse(String json, Weights weights) {
    JsonFields fields = new JsonFields("the choice", object(json));
    return new SparseExpert(weights, fields.number("glance"), fields.decimal("limit"));
  }

  static JsonNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isObject()) {
        throw new IllegalArgumentException("it is a JSON object but was " + node.getNodeType());
      }
      return node;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is a string but was " + described(value));
    }
    return value.textValue();
  }

  private static List<Float> floats(JsonNode node, String field) {
    JsonNode values = node.path(field);
    List<Float> floats = new ArrayList<>();
    for (JsonNode value : values) {
      if (!values.isArray() || !value.isNumber()) {
        throw new IllegalArgumentException(field + " is an array of numbers but was " + values);
      }
      floats.add(value.floatValue());
    }
    return floats;
  }

  private static String described(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
