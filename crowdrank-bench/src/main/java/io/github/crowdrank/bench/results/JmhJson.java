package io.github.crowdrank.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the JSON that JMH writes. */
final class JmhJson {
  private JmhJson() {}

  static List<Timing> read(Path file) throws IOException {
    List<Timing> timings = new ArrayList<>();
    for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
      JsonNode metric = result.required("primaryMetric");
      timings.add(
          new Timing(
              classAndMethod(result.required("benchmark").asText()),
              parameters(result.path("params")),
              metric.required("scoreUnit").asText(),
              values(metric.required("rawData")),
              events(result.path("secondaryMetrics"))));
    }
    return timings;
  }

  private static String classAndMethod(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private static Map<String, String> parameters(JsonNode node) {
    Map<String, String> parameters = new TreeMap<>();
    node.properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return parameters;
  }

  private static List<Double> values(JsonNode rawData) {
    List<Double> values = new ArrayList<>();
    for (JsonNode fork : rawData) {
      fork.forEach(value -> values.add(value.asDouble()));
    }
    return values;
  }

  private static Map<String, Double> events(JsonNode metrics) {
    Map<String, Double> events = new TreeMap<>();
    for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
      String name = metric.getKey().replaceAll("(\\p{Upper})", " $1").toLowerCase(Locale.ROOT);
      values(metric.getValue().path("rawData")).stream()
          .mapToDouble(x -> x)
          .average()
          .ifPresent(perCall -> events.put(name, perCall));
    }
    return events;
  }
}
