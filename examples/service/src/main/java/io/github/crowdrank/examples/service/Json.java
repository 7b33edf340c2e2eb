package io.github.crowdrank.examples.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers in JSON. */
final class Json {
  static final String TYPE = "application/json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static void write(Response response, Callback callback, String type, @Nullable Object value) {
    byte[] text;
    try {
      text = MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(text), callback);
  }
}
