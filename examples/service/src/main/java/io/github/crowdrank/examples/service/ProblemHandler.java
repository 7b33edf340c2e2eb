package io.github.crowdrank.examples.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says what went wrong as a problem of RFC 9457, for this service and for Jetty itself. */
final class ProblemHandler extends ErrorHandler {
  private static final String TYPE = "application/problem+json";
  private static final int RETRY_SECONDS = 1;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    write(request, response, callback, response.getStatus(), detail(request));
    return true;
  }

  private static String detail(Request request) {
    Object problem = request.getAttribute(ERROR_EXCEPTION);
    if (problem instanceof HttpException http) {
      if (http.getReason() != null) {
        return http.getReason();
      }
    } else if (problem != null) {
      return Refusal.FAULT; // Jetty has logged it
    }
    return String.valueOf(request.getAttribute(ERROR_MESSAGE));
  }

  /**
   * Answers with a problem. Not by way of Jetty, which would give up what still comes of the
   * request first, so that nobody could {@linkplain Leftover take} it any more.
   */
  static void refuse(Request request, Response response, Callback callback, Refusal refusal) {
    response.setStatus(refusal.status());
    write(request, response, callback, refusal.status(), refusal.sentence());
  }

  private static void write(
      Request request, Response response, Callback callback, int status, String detail) {
    if (status == HttpStatus.TOO_MANY_REQUESTS_429
        || status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }
    if (!Leftover.dropArrived(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    problem.put("detail", detail);
    Json.write(
        response,
        new Callback.Nested(callback) {
          @Override
          public void succeeded() {
            Leftover.drop(request, callback);
          }
        },
        TYPE,
        problem);
  }
}
