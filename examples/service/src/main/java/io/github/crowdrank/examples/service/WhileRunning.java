package io.github.crowdrank.examples.service;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** Refuses requests with 503 once the service stops, so that their senders get to read it. */
final class WhileRunning extends Handler.Wrapper {
  private final GracefulHandler graceful;

  WhileRunning(GracefulHandler graceful) {
    super(graceful);
    this.graceful = graceful;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (graceful.isShutdown()) {
      ProblemHandler.refuse(
          request,
          response,
          callback,
          new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, "the service stops"));
      return true;
    }
    return super.handle(request, response, callback);
  }
}
