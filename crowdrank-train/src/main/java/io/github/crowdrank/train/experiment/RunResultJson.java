package io.github.crowdrank.train.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.train.experiment.RunResult.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results as JSON files. What was run is written for people; what is read is what came of it. */
final class RunResultJson {
  private static final String FORMAT = "crowdrank-run 1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunResultJson() {}

  static String write(RunResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("fingerprint", result.fingerprint());
    if (result.arithmetic() != null) {
      json.put("arithmetic", result.arithmetic());
    }
    describe(result.run(), json.putObject("run"));
    ObjectNode choices = json.putObject("choices");
    new TreeMap<>(result.choices()).forEach(choices::put);
    json.put("labeled_mean", result.labeledMean());
    CountingErrors errors = CountingErrors.of(result.counts());
    json.put("mae", errors.mae()).put("mse", errors.mse());
    json.put("seconds", result.elapsed().toMillis() / 1000.0);
    json.put("nested_pairs", result.order().pairs());
    json.put("nested_correct", result.order().correct());
    json.put("nested_tied", result.order().tied());
    for (ImageCount image : result.images()) {
      put(image, json.withArray("images").addObject());
    }
    for (Picture picture : result.pictures()) {
      ObjectNode node = json.withArray("pictures").addObject();
      put(picture.image(), node.put("file", picture.file().getFileName().toString()));
    }
    return json.toPrettyString() + "\n";
  }

  /** What a run is, before it is run. */
  static void describe(Run run, ObjectNode json) {
    json.put("id", run.id()).put("row", run.row()).put("column", run.column());
    json.put("fold", run.fold()).put("seed", run.seed());
    json.put("scheme", run.recipe().scheme().toString());
    json.put("steps", run.recipe().steps());
    json.put("pretrained", run.recipe().pretrained());
    json.put("multi_scale", run.recipe().multiScale());
    if (run.recipe().change() != RecipeChange.NONE) {
      json.put("change", run.recipe().change().name());
    }
    json.put("labeled", run.labeled().name()).put("labeled_images", run.labeled().size());
    UnlabeledImages ranked = run.unlabeled();
    if (ranked != null) {
      json.put("unlabeled", ranked.name()).put("unlabeled_images", ranked.size());
    }
    json.put("evaluated", run.evaluated().name()).put("evaluated_images", run.evaluated().size());
    json.put("evaluated_is_test_split", run.evaluated().isTestSplit());
  }

  private static void put(ImageCount image, ObjectNode json) {
    json.put("id", image.id()).put("truth", image.truth()).put("estimate", image.estimate());
  }

  /**
   * Reads a result back.
   *
   * @throws IOException if it cannot be read or is none; the message names the file and the field
   */
  static RunResult read(Path file, Run run) throws IOException {
    JsonNode json = tree(file);
    if (!json.path("format").asText().equals(FORMAT)) {
      throw new IOException(
          "%s: \"format\" has to be \"%s\" but is %s".formatted(file, FORMAT, json.get("format")));
    }
    Map<String, String> choices = new TreeMap<>();
    for (Map.Entry<String, JsonNode> choice : json.path("choices").properties()) {
      choices.put(choice.getKey(), choice.getValue().asText());
    }
    List<ImageCount> images = new ArrayList<>();
    for (JsonNode image : json.path("images")) {
      images.add(image(file, image));
    }
    List<Picture> pictures = new ArrayList<>();
    for (JsonNode picture : json.path("pictures")) {
      String name = text(file, picture, "file");
      pictures.add(new Picture(file.resolveSibling(name), image(file, picture)));
    }
    return new RunResult(
        run,
        text(file, json, "fingerprint"),
        json.has("arithmetic") ? text(file, json, "arithmetic") : null,
        number(file, json, "labeled_mean"),
        choices,
        images,
        new RankingAccuracy(
            (int) number(file, json, "nested_pairs"),
            (int) number(file, json, "nested_correct"),
            (int) number(file, json, "nested_tied")),
        pictures,
        Duration.ofMillis(Math.round(1000 * number(file, json, "seconds"))));
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ImageCount image(Path file, JsonNode json) throws IOException {
    return new ImageCount(
        text(file, json, "id"), (int) number(file, json, "truth"), number(file, json, "estimate"));
  }

  private static String text(Path file, JsonNode json, String field) throws IOException {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw wrong(file, field, "a text", value);
    }
    return value.textValue();
  }

  private static double number(Path file, JsonNode json, String field) throws IOException {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw wrong(file, field, "a number", value);
    }
    return value.doubleValue();
  }

  private static IOException wrong(Path file, String field, String right, JsonNode found) {
    return new IOException(
        "%s: \"%s\" has to be %s but is %s"
            .formatted(file, field, right, found.isMissingNode() ? "missing" : found));
  }
}
