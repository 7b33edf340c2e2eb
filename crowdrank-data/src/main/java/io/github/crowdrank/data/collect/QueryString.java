package io.github.crowdrank.data.collect;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a request, in order. */
final class QueryString {
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** The parameters of a request that {@link #on} made. */
  static QueryString of(URI request) {
    QueryString query = new QueryString();
    for (String pair : request.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.with(decoded(parts[0]), decoded(parts[1]));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  QueryString with(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** An address with these parameters in place of its own. */
  URI on(URI address) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String text = address.toString();
    int end = text.indexOf('?');
    return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
