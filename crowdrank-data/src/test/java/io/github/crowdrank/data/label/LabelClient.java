package io.github.crowdrank.data.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Speaks to a {@link LabelServer} as its page does. */
final class LabelClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  LabelClient(URI address) {
    this.address = address;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve("/" + path))
        .header("X-Crowdrank-Token", address.getFragment());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path).build());
  }

  HttpResponse<byte[]> save(int index, String version, String body) throws Exception {
    return send(
        request("api/pictures/" + index + "/points")
            .header("If-Match", version)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** What a picture's file says now. */
  JsonNode labels(int index) throws Exception {
    return json(get("api/pictures/" + index));
  }

  static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  static String problem(HttpResponse<byte[]> answer) throws IOException {
    return answer.statusCode() + " " + json(answer).path("problem").textValue();
  }
}
