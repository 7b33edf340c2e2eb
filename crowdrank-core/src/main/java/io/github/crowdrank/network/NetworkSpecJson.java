package io.github.crowdrank.network;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.io.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Networks as JSON text, for model files.
 *
 * <pre>{@code
 * {"name": "tiny", "layers": [
 *   {"kind": "input", "name": "input", "channels": 3},
 *   {"kind": "convolution", "name": "conv1", "input": "input", "outputChannels": 8, "kernel": 3,
 *    "stride": 1, "padding": [1, 1, 1, 1], "dilation": 1, "activation": "relu"},
 *   {"kind": "depthwiseConvolution", "name": "dw", "input": "conv1", "kernel": 3, "stride": 1,
 *    "padding": [1, 1, 1, 1], "dilation": 1, "activation": "relu6"},
 *   {"kind": "maxPooling", "name": "pool", "input": "dw", "kernel": 2, "stride": 2},
 *   {"kind": "upsampling", "name": "up", "input": "pool", "factor": 2},
 *   {"kind": "addition", "name": "sum", "inputs": ["up", "dw"]},
 *   {"kind": "concatenation", "name": "both", "inputs": ["sum", "conv1"]}]}
 * }</pre>
 *
 * <p>Padding is top, left, bottom, right. The language is closed: these kinds, these fields, all of
 * them required. No class is ever chosen by the text.
 */
public final class NetworkSpecJson {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NAME = 256;
  private static final int MOST_LAYERS = 1000;
  private static final int MOST_INPUTS = 100;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(5)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private NetworkSpecJson() {}

  /**
   * The text of a network, on one line. {@link #fromJson} gives an equal network.
   *
   * @throws IllegalArgumentException if it is a graph in ONNX's format, which has no such text
   */
  public static String toJson(NetworkSpec spec) {
    if (spec.onnx().isPresent()) {
      throw new IllegalArgumentException(
          "network \"%s\" is a graph in ONNX's format, which JSON does not describe"
              .formatted(spec.name()));
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", spec.name());
    ArrayNode layers = root.putArray("layers");
    spec.layers().forEach(layer -> write(layer, layers.addObject()));
    return root.toString();
  }

  private static void write(Layer layer, ObjectNode node) {
    node.put("kind", kind(layer)).put("name", layer.name());
    if (layer instanceof Layer.Input input) {
      node.put("channels", input.channels());
    } else if (layer instanceof Layer.Convolution c) {
      node.put("input", c.input()).put("outputChannels", c.outputChannels());
      writeWindow(node, c.kernel(), c.stride(), c.padding(), c.dilation(), c.activation());
    } else if (layer instanceof Layer.DepthwiseConvolution d) {
      node.put("input", d.input());
      writeWindow(node, d.kernel(), d.stride(), d.padding(), d.dilation(), d.activation());
    } else if (layer instanceof Layer.MaxPooling p) {
      node.put("input", p.input()).put("kernel", p.kernel()).put("stride", p.stride());
    } else if (layer instanceof Layer.Upsampling u) {
      node.put("input", u.input()).put("factor", u.factor());
    } else {
      layer.inputs().forEach(node.putArray("inputs")::add);
    }
  }

  private static String kind(Layer layer) {
    String simple = layer.getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  private static void writeWindow(
      ObjectNode node,
      int kernel,
      int stride,
      Padding padding,
      int dilation,
      Activation activation) {
    node.put("kernel", kernel).put("stride", stride);
    ArrayNode sides = node.putArray("padding");
    sides.add(padding.top()).add(padding.left()).add(padding.bottom()).add(padding.right());
    node.put("dilation", dilation).put("activation", activation.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Reads the text of a network.
   *
   * @param json at most 2^20 characters and 1000 layers
   * @throws IllegalArgumentException if it is not JSON, has an unknown kind or field, lacks a field
   *     or holds one of another type, or describes no valid network; the message names the layer
   *     and the field
   */
  public static NetworkSpec fromJson(String json) {
    if (json.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a network is described in at most %d characters but this text has %d"
              .formatted(LONGEST_TEXT, json.length()));
    }
    try {
      return network(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the network is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static NetworkSpec network(JsonNode root) {
    JsonFields fields = new JsonFields("the network", root);
    String name = fields.text("name", LONGEST_NAME);
    List<JsonNode> nodes = fields.list("layers", MOST_LAYERS);
    fields.finish();
    List<Layer> layers = new ArrayList<>();
    for (JsonNode node : nodes) {
      layers.add(layer(new JsonFields("layer " + (layers.size() + 1), node)));
    }
    return new NetworkSpec(name, layers);
  }

  private static Layer layer(JsonFields fields) {
    String kind = fields.text("kind", LONGEST_NAME);
    String name = fields.text("name", LONGEST_NAME);
    Layer layer =
        switch (kind) {
          case "input" -> new Layer.Input(name, fields.number("channels"));
          case "convolution" ->
              new Layer.Convolution(
                  name,
                  input(fields),
                  fields.number("outputChannels"),
                  fields.number("kernel"),
                  fields.number("stride"),
                  padding(fields),
                  fields.number("dilation"),
                  activation(fields));
          case "depthwiseConvolution" ->
              new Layer.DepthwiseConvolution(
                  name,
                  input(fields),
                  fields.number("kernel"),
                  fields.number("stride"),
                  padding(fields),
                  fields.number("dilation"),
                  activation(fields));
          case "maxPooling" ->
              new Layer.MaxPooling(
                  name, input(fields), fields.number("kernel"), fields.number("stride"));
          case "upsampling" -> new Layer.Upsampling(name, input(fields), fields.number("factor"));
          case "addition" -> new Layer.Addition(name, fields.texts("inputs", MOST_INPUTS));
          case "concatenation" ->
              new Layer.Concatenation(name, fields.texts("inputs", MOST_INPUTS));
          default -> throw fields.problem("there is no kind of layer called \"" + kind + "\"");
        };
    fields.finish();
    return layer;
  }

  private static String input(JsonFields fields) {
    return fields.text("input", LONGEST_NAME);
  }

  private static Padding padding(JsonFields fields) {
    List<Integer> sides = fields.numbers("padding", 4);
    return new Padding(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }

  private static Activation activation(JsonFields fields) {
    String text = fields.text("activation", LONGEST_NAME);
    for (Activation activation : Activation.values()) {
      if (text.equals(activation.name().toLowerCase(Locale.ROOT))) {
        return activation;
      }
    }
    throw fields.problem("activation is identity, relu or relu6 but was \"" + text + "\"");
  }
}
