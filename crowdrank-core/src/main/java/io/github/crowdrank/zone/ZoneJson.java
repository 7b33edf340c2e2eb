package io.github.crowdrank.zone;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.io.FileProblem;
import io.github.crowdrank.io.JsonFields;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a {@link ZoneFile}. What is wrong with one throws {@link IllegalArgumentException}
 * with its name and what was found.
 */
final class ZoneJson {
  private static final int LONGEST_NAME = 256;
  private static final int MOST_PAIRS = 1000;
  private static final int MOST_ZONES = 1000;
  private static final int MOST_POINTS = 100_000;

  private final Path file;
  private int points;

  ZoneJson(Path file) {
    this.file = file;
  }

  Zones zones(JsonNode root) throws IOException {
    JsonFields fields = new JsonFields("the file", root);
    requireType(fields, "FeatureCollection");
    JsonFields image = new JsonFields("image", fields.node("image"));
    int width = image.number("width");
    int height = image.number("height");
    image.finish();
    Optional<JsonNode> ground = fields.optional("ground");
    List<JsonNode> features = fields.list("features", MOST_ZONES);
    fields.finish();
    Zones.requireSize(width, height);
    MaskFiles masks = new MaskFiles(file, width, height);
    List<Zone> zones = new ArrayList<>();
    for (JsonNode feature : features) {
      Zone zone = zone("feature " + (zones.size() + 1), feature, masks);
      Zones.requireInside(zone, width, height);
      zones.add(zone);
    }
    return ground.isPresent()
        ? Zones.onGround(width, height, zones, ground(ground.get()))
        : Zones.of(width, height, zones);
  }

  private static void requireType(JsonFields fields, String right) {
    String type = fields.text("type", LONGEST_NAME);
    if (!type.equals(right)) {
      throw fields.problem("\"type\" has to be \"%s\" but was \"%s\"".formatted(right, type));
    }
  }

  private static GroundPlane ground(JsonNode node) {
    if (!node.isArray() || node.size() > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "\"ground\" has to be a list of at most %d point pairs".formatted(MOST_PAIRS));
    }
    List<PointPair> pairs = new ArrayList<>();
    for (JsonNode pair : node) {
      String owner = "ground, pair " + (pairs.size() + 1);
      JsonFields fields = new JsonFields(owner, pair);
      pairs.add(
          new PointPair(
              point(owner + ", pixel", fields.node("pixel")),
              point(owner + ", metres", fields.node("metres"))));
      fields.finish();
    }
    try {
      return GroundPlane.of(pairs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ground: " + e.getMessage(), e);
    }
  }

  private Zone zone(String owner, JsonNode node, MaskFiles masks) throws IOException {
    JsonFields feature = new JsonFields(owner, node);
    requireType(feature, "Feature");
    JsonFields properties = new JsonFields(owner + ", properties", feature.node("properties"));
    String name = properties.text("name", LONGEST_NAME);
    Optional<JsonNode> alarm = properties.optional("alarm");
    properties.finish();
    String zone = "zone \"" + name + "\"";
    JsonFields geometry = new JsonFields(zone + ", geometry", feature.node("geometry"));
    feature.finish();
    ZoneShape shape = shape(zone, geometry, masks);
    geometry.finish();
    Optional<AlarmRule> rule = alarm.map(it -> alarm(new JsonFields(zone + ", alarm", it)));
    try {
      return new Zone(name, shape, rule);
    } catch (IllegalArgumentException e) {
      throw feature.problem(String.valueOf(e.getMessage()));
    }
  }

  private static AlarmRule alarm(JsonFields fields) {
    String quantity = fields.text("quantity", LONGEST_NAME);
    double raiseAt = fields.decimal("raiseAt");
    double clearBelow = fields.decimal("clearBelow");
    int consecutive = fields.optional("consecutive").isPresent() ? fields.number("consecutive") : 1;
    fields.finish();
    AlarmQuantity of =
        switch (quantity) {
          case "persons" -> AlarmQuantity.PERSONS;
          case "personsPerSquareMetre" -> AlarmQuantity.PERSONS_PER_SQUARE_METRE;
          default ->
              throw fields.problem(
                  "\"quantity\" is persons or personsPerSquareMetre but was \"" + quantity + "\"");
        };
    try {
      return new AlarmRule(of, raiseAt, clearBelow, consecutive);
    } catch (IllegalArgumentException e) {
      throw fields.problem(String.valueOf(e.getMessage()));
    }
  }

  private ZoneShape shape(String zone, JsonFields geometry, MaskFiles masks) throws IOException {
    String type = geometry.text("type", LONGEST_NAME);
    try {
      return switch (type) {
        case "Polygon" -> PolygonShape.of(polygon("coordinates", geometry.node("coordinates")));
        case "MultiPolygon" -> several(geometry.node("coordinates"));
        case "Mask" -> masks.mask(geometry.text("file", LONGEST_NAME));
        default ->
            throw new IllegalArgumentException(
                "\"type\" of a geometry is Polygon, MultiPolygon or Mask but was \"" + type + "\"");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(zone + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException("%s: %s, mask: %s".formatted(file, zone, problem(e)), e);
    }
  }

  private static String problem(IOException e) {
    return e instanceof NoSuchFileException missing
        ? "there is no file " + missing.getFile()
        : FileProblem.typed(e);
  }

  /** Counts the points as they come: what is too much is refused before more is compared. */
  private PolygonShape several(JsonNode node) {
    List<Polygon> polygons = new ArrayList<>();
    int before = points;
    for (JsonNode polygon : array("coordinates", node)) {
      polygons.add(polygon("coordinates[" + polygons.size() + "]", polygon));
      PolygonShape.requireFewPoints(points - before);
    }
    return new PolygonShape(polygons);
  }

  private Polygon polygon(String owner, JsonNode node) {
    List<List<PlanePoint>> rings = new ArrayList<>();
    for (JsonNode ring : array(owner, node)) {
      String name = owner + "[" + rings.size() + "]";
      List<PlanePoint> points = new ArrayList<>();
      for (JsonNode point : array(name, ring)) {
        points.add(point(name + "[" + points.size() + "]", point));
      }
      rings.add(points);
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException(owner + " has to have an outline but is empty");
    }
    Polygon polygon = new Polygon(rings.get(0), rings.subList(1, rings.size()));
    points += polygon.points();
    if (points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "the zones of a file have at most %d points together but there were %d or more"
              .formatted(MOST_POINTS, points));
    }
    return polygon;
  }

  private static JsonNode array(String owner, JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(
          owner + " has to be a list but was " + JsonFields.found(node));
    }
    return node;
  }

  private static PlanePoint point(String owner, JsonNode node) {
    if (!node.isArray() || node.size() != 2 || !node.get(0).isNumber() || !node.get(1).isNumber()) {
      throw new IllegalArgumentException(
          owner + " has to be two numbers but was " + JsonFields.found(node));
    }
    try {
      return new PlanePoint(node.get(0).doubleValue(), node.get(1).doubleValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(owner + ": " + e.getMessage(), e);
    }
  }
}
