package io.github.crowdrank.examples.service;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses requests of other methods with 405. */
final class AllowedMethods extends Handler.Wrapper {
  private final List<String> methods;

  AllowedMethods(Handler handler, String... methods) {
    super(handler);
    this.methods = List.of(methods);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (methods.contains(request.getMethod())) {
      return super.handle(request, response, callback);
    }
    String allowed = String.join(", ", methods);
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    ProblemHandler.refuse(
        request,
        response,
        callback,
        new Refusal(
            HttpStatus.METHOD_NOT_ALLOWED_405,
            "%s takes %s, not %s"
                .formatted(request.getHttpURI().getPath(), allowed, request.getMethod())));
    return true;
  }
}
