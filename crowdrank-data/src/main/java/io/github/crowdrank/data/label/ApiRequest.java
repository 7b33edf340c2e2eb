package io.github.crowdrank.data.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.io.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for.
 *
 * @param method of HTTP
 * @param path below {@code /api/}
 * @param version of the points that are to be replaced, or null
 * @param body JSON, or empty
 */
record ApiRequest(String method, String path, @Nullable String version, String body) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The fields of the body; what is wrong with them is an {@link IllegalArgumentException}. */
  JsonFields fields() throws Refusal {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "the request is JSON but was none: " + e.getOriginalMessage());
    }
    return new JsonFields("the request", json);
  }
}
