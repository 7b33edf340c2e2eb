package io.github.crowdrank.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.io.JsonFields;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxGeometry;
import io.github.crowdrank.network.ReceptiveField;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that is needed to count with somebody else's network beside its graph. As JSON:
 *
 * <pre>{@code
 * {"name": "CSRNet", "description": "trained on ShanghaiTech A", "facts": {"terms": "MIT"},
 *  "preprocessing": {"order": "RGB", "range": 1,
 *                    "mean": [0.485, 0.456, 0.406], "scale": [0.229, 0.224, 0.225]},
 *  "stride": 8, "sizeMultiple": 8, "receptiveField": 250, "densityScale": 0.01, "bytesPerPixel": 2048}
 * }</pre>
 *
 * <p>Means and scales are of samples from 0 to {@code range}, 1 or 255. Facts, range (255), size
 * multiple (the stride), receptive field (not known), density scale (1) and bytes per pixel (1024)
 * may be left out.
 *
 * @param card what is known about the model
 * @param preprocessing how pixels become the graph's input
 * @param geometry how its output lies on its input
 * @param densityScale what its output is multiplied by, so that the sum is a number of people
 */
public record OnnxCard(
    ModelCard card, Preprocessing preprocessing, OnnxGeometry geometry, double densityScale) {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NAME = 256;
  private static final float LARGEST_SAMPLE = 255;

  /**
   * Reads a file of JSON.
   *
   * @throws ModelFormatException if a field is missing, unknown or wrong; the message names it
   * @throws IOException if it cannot be read
   */
  public static OnnxCard read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ModelFormatException(file + " is no card of an ONNX graph: it is a folder", null);
    }
    if (Files.size(file) > LONGEST_TEXT) {
      throw new ModelFormatException(
          "%s has %d bytes but a card has at most %d"
              .formatted(file, Files.size(file), LONGEST_TEXT),
          null);
    }
    try {
      return fromJson(Files.readString(file));
    } catch (MalformedInputException e) {
      throw new ModelFormatException(
          file + " is no card of an ONNX graph: it is no text in UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          "%s is no card of an ONNX graph: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads JSON.
   *
   * @throws IllegalArgumentException if a field is missing, unknown or wrong; the message names it
   */
  public static OnnxCard fromJson(String json) {
    JsonFields fields = new JsonFields("the card", ModelJson.object(json));
    ModelCard card =
        new ModelCard(
            fields.text("name", LONGEST_NAME),
            fields.text("description", LONGEST_TEXT),
            fields.optional("facts").map(ModelJson::facts).orElse(Map.of()));
    Preprocessing preprocessing = preprocessing(fields.node("preprocessing"));
    int stride = fields.number("stride");
    OnnxGeometry geometry =
        new OnnxGeometry(
            stride,
            number(fields, "sizeMultiple", stride),
            fields.optional("receptiveField").isPresent()
                ? ReceptiveField.everywhere(fields.number("receptiveField"))
                : null,
            number(fields, "bytesPerPixel", OnnxGeometry.DEFAULT_BYTES_PER_PIXEL));
    double scale = fields.optional("densityScale").isPresent() ? fields.decimal("densityScale") : 1;
    fields.finish();
    return new OnnxCard(card, preprocessing, geometry, scale);
  }

  private static int number(JsonFields fields, String name, int otherwise) {
    return fields.optional(name).isPresent() ? fields.number(name) : otherwise;
  }

  private static Preprocessing preprocessing(JsonNode node) {
    JsonFields fields = new JsonFields("preprocessing", node);
    double range = fields.optional("range").isPresent() ? fields.decimal("range") : LARGEST_SAMPLE;
    if (range != 1 && range != LARGEST_SAMPLE) {
      throw fields.problem("field \"range\" is 1 or 255 but was " + range);
    }
    fields.text("order", LONGEST_TEXT);
    fields.node("mean");
    fields.node("scale");
    fields.finish();
    Preprocessing read = ModelJson.preprocessing(node);
    float factor = (float) (LARGEST_SAMPLE / range);
    return new Preprocessing(read.order(), times(factor, read.mean()), times(factor, read.scale()));
  }

  private static List<Float> times(float factor, List<Float> values) {
    return values.stream().map(value -> factor * value).toList();
  }

  /**
   * The model that a graph is with this card.
   *
   * @throws IllegalArgumentException if they do not fit each other: the channels, or a fixed size
   *     that is no multiple of the card's
   */
  public CrowdModel modelOf(OnnxGraph graph) {
    NetworkSpec network =
        new NetworkSpec(
            card.name(),
            List.of(
                new Layer.Input("input", graph.channels()),
                new Layer.Onnx("graph", "input", graph, geometry, densityScale)));
    return new CrowdModel(network, Weights.of(network, new float[0]), preprocessing, card);
  }
}
