package io.github.crowdrank.examples.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/** The timer {@code crowdrank.requests}: requests by {@code status}, from their headers on. */
final class RequestMeter extends EventsHandler {
  private final MeterRegistry registry;

  RequestMeter(Handler handler, MeterRegistry registry) {
    super(handler);
    this.registry = registry;
  }

  @Override
  protected void onComplete(
      Request request, int status, HttpFields headers, @Nullable Throwable failure) {
    registry
        .timer("crowdrank.requests", "status", failure == null ? "" + status : "not sent")
        .record(NanoTime.since(request.getHeadersNanoTime()), TimeUnit.NANOSECONDS);
  }
}
