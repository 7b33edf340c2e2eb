package io.github.crowdrank.data.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
final class Answer {
  private final int status;
  private final String contentType;
  private final byte[] body;

  private Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer of(String contentType, byte[] body) {
    return new Answer(200, contentType, body);
  }

  static Answer json(JsonNode json) {
    return json(200, json);
  }

  private static Answer json(int status, JsonNode json) {
    return new Answer(status, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence for the page to show. */
  static Answer problem(int status, String sentence) {
    return json(status, JsonNodeFactory.instance.objectNode().put("problem", sentence));
  }

  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
