package io.github.crowdrank.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.io.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calibrations as JSON text. What is read throws {@link IllegalArgumentException} with the field
 * and the value; fields that a later minor version may add are ignored.
 */
final class CalibrationJson {
  /** Names the views and the formula of the scores; to be changed when one of them is. */
  private static final String SCORE = "views 1";

  private static final int LONGEST_NAME = 64;
  private static final int MOST_POINTS = 10_000;
  private static final int MOST_SCORES = 1_000_000;

  private CalibrationJson() {}

  /**
   * As text that {@link #fromJson} takes.
   *
   * @throws IllegalArgumentException if there is more than it takes
   */
  static String toJson(Calibration calibration) {
    requireAtMost(MOST_POINTS, "points of a curve", calibration.curve().points());
    requireAtMost(MOST_SCORES, "scores", calibration.scores());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!calibration.curve().points().isEmpty()) {
      ArrayNode curve = node.putArray("curve");
      calibration
          .curve()
          .points()
          .forEach(point -> curve.addArray().add(point.estimate()).add(point.count()));
    }
    if (!calibration.scores().isEmpty()) {
      ObjectNode intervals = node.putObject("intervals").put("score", SCORE);
      calibration.scores().forEach(intervals.putArray("scores")::add);
    }
    return node.toString();
  }

  private static void requireAtMost(int most, String what, List<?> values) {
    if (values.size() > most) {
      throw new IllegalArgumentException(
          "a model file holds %d %s at most but these were %d"
              .formatted(most, what, values.size()));
    }
  }

  static Calibration fromJson(String json) {
    JsonFields fields = new JsonFields("the entry", ModelJson.object(json));
    CountCurve curve =
        fields.optional("curve").isPresent()
            ? new CountCurve(points(fields.list("curve", MOST_POINTS)))
            : CountCurve.IDENTITY;
    Optional<JsonNode> intervals = fields.optional("intervals");
    return new Calibration(
        curve,
        intervals.isPresent() ? scores(new JsonFields("intervals", intervals.get())) : List.of());
  }

  private static List<CountCurve.Point> points(List<JsonNode> nodes) {
    List<CountCurve.Point> points = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (!node.isArray()
          || node.size() != 2
          || !node.get(0).isNumber()
          || !node.get(1).isNumber()) {
        throw new IllegalArgumentException(
            "point %d of \"curve\" has to be two numbers but was %s"
                .formatted(points.size() + 1, node));
      }
      points.add(new CountCurve.Point(node.get(0).doubleValue(), node.get(1).doubleValue()));
    }
    return points;
  }

  private static List<Double> scores(JsonFields fields) {
    String name = fields.text("score", LONGEST_NAME);
    if (!name.equals(SCORE)) {
      throw fields.problem(
          "\"score\" has to be \"%s\" but was \"%s\"; calibrate the model anew"
              .formatted(SCORE, name));
    }
    List<Double> scores = new ArrayList<>();
    for (JsonNode score : fields.list("scores", MOST_SCORES)) {
      if (!score.isNumber()) {
        throw fields.problem(
            "score %d of \"scores\" has to be a number but was %s"
                .formatted(scores.size() + 1, score));
      }
      scores.add(score.doubleValue());
    }
    return scores;
  }
}
