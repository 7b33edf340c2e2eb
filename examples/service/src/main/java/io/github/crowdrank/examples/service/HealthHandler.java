package io.github.crowdrank.examples.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says whether the service takes pictures: 200 if so and 503 if not. */
final class HealthHandler extends Handler.Abstract.NonBlocking {
  private final BooleanSupplier healthy;

  HealthHandler(BooleanSupplier healthy) {
    this.healthy = healthy;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean up = healthy.getAsBoolean();
    response.setStatus(up ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
    Map<String, String> state = new LinkedHashMap<>();
    state.put("status", up ? "up" : "stopping");
    Json.write(response, callback, Json.TYPE, state);
    return true;
  }
}
