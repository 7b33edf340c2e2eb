package io.github.crowdrank.examples.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, from its start to its end. */
final class CountService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CountService.class);

  /** How long a connection may be silent between two requests once it stops. */
  private static final int STOPPING_IDLE_MILLIS = 100;

  /** How long the last answers may take to leave where no time is left to stop. */
  private static final int LEAST_STOP_MILLIS = 1_000;

  private final Limits limits;
  private final Server server;
  private final CountQueue queue;
  private final CountHandler counts;
  private final GracefulHandler graceful;

  private CountService(
      Limits limits, PictureCounter counter, PrometheusMeterRegistry registry, Server server)
      throws IOException {
    this.limits = limits;
    this.server = server;
    this.queue = new CountQueue(limits, counter, server.getScheduler(), Thread::new);
    HeldBytes held = new HeldBytes(limits.heldBytes());
    this.counts = new CountHandler(limits, queue, held);
    this.graceful = new GracefulHandler(counts);
    meters(registry, held);

    PathMappingsHandler paths = new PathMappingsHandler(false);
    paths.addMapping(
        PathSpec.from("/count"),
        new RequestMeter(new AllowedMethods(new WhileRunning(graceful), "POST"), registry));
    paths.addMapping(PathSpec.from("/health/live"), readable(new HealthHandler(() -> true)));
    paths.addMapping(PathSpec.from("/health/ready"), readable(new HealthHandler(this::isReady)));
    paths.addMapping(PathSpec.from("/metrics"), readable(new MetricsHandler(registry)));
    paths.addMapping(PathSpec.from("/"), new UnknownPath());
    server.setHandler(paths);
    server.setErrorHandler(new ProblemHandler());
  }

  private static Handler readable(Handler handler) {
    return new AllowedMethods(handler, "GET", "HEAD");
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @param registry which gets the meters of the service
   * @throws IOException if the port is taken or may not be had, or the system has not as many
   *     threads as are to count
   */
  static CountService start(
      String host,
      int port,
      Limits limits,
      PictureCounter counter,
      PrometheusMeterRegistry registry)
      throws IOException {
    Server server = new Server(null, new ScheduledExecutorScheduler("deadlines", true), null);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.silence().toMillis());
    connector.setShutdownIdleTimeout(STOPPING_IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    CountService service = new CountService(limits, counter, registry, server);
    try {
      server.start();
    } catch (Exception e) {
      service.queue.close();
      throw new IOException("cannot listen at %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
    return service;
  }

  private void meters(PrometheusMeterRegistry registry, HeldBytes held) {
    Gauge.builder("crowdrank.waiting", queue, CountQueue::waiting).register(registry);
    Gauge.builder("crowdrank.counting", queue, CountQueue::counting).register(registry);
    Gauge.builder("crowdrank.held", held, HeldBytes::held).baseUnit("bytes").register(registry);
    FunctionCounter.builder("crowdrank.accepted", counts, CountHandler::accepted)
        .register(registry);
    FunctionCounter.builder("crowdrank.answered", counts, CountHandler::answered)
        .register(registry);
  }

  /** Where it listens, such as {@code http://127.0.0.1:8080/}. */
  URI address() {
    return server.getURI();
  }

  private boolean isReady() {
    return !graceful.isShutdown();
  }

  /** Returns when the service has stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  /**
   * Stops. From the first moment on it is not ready and refuses requests with 503, still listening,
   * so that whoever distributes them hears of it; what came in before is answered, with 503 if it
   * still waits when the time is over; then it stops to listen.
   */
  @Override
  public void close() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.stop().toMillis());
    try {
      graceful.shutdown().get(limits.stop().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.error(
          "{} requests were not answered within {}",
          graceful.getCurrentRequestCount(),
          limits.stop());
    } catch (ExecutionException e) {
      LOG.error("what was accepted may not all be answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      server.setStopTimeout(Math.max(LEAST_STOP_MILLIS, left));
      server.stop();
    } catch (Exception e) {
      LOG.error("the server did not stop in order", e);
    }
  }

  /** For people: what became of what was accepted. */
  String summary() {
    return "%d pictures accepted, %d of them answered"
        .formatted(counts.accepted(), counts.answered());
  }

  /** Answers what nothing else does. */
  private static final class UnknownPath extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      ProblemHandler.refuse(
          request,
          response,
          callback,
          new Refusal(
              HttpStatus.NOT_FOUND_404,
              "there is no %s here: POST /count, GET /health/live, /health/ready, /metrics"
                  .formatted(request.getHttpURI().getPath())));
      return true;
    }
  }
}
