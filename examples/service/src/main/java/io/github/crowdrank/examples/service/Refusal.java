package io.github.crowdrank.examples.service;

import io.github.crowdrank.MemoryBudgetException;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.CorruptImageException;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.ImageTooLargeException;
import io.github.crowdrank.image.UnsupportedImageException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a request gets no count: a status of HTTP and a sentence for whoever sent it. */
final class Refusal extends RuntimeException {
  /** All that a sender is told of a fault of this program. */
  static final String FAULT = "a fault of the service; its log says which";

  private static final String NO_MEMORY = "there is no memory for this picture now";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

  private final int status;

  Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /** What the sender of a picture is told of a failure. */
  static Refusal of(Throwable problem) {
    if (problem instanceof CompletionException wrapped && wrapped.getCause() != null) {
      return of(wrapped.getCause());
    }
    if (problem instanceof Refusal refusal) {
      return refusal;
    }
    if (problem instanceof ImageMemoryException
        || (problem instanceof EngineException engine && engine.isLackOfMemory())
        || problem instanceof OutOfMemoryError) {
      LOG.error("out of memory", problem);
      return new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, NO_MEMORY);
    }
    if (problem instanceof ImageException picture) {
      return new Refusal(status(picture), String.valueOf(picture.getMessage()));
    }
    if (problem instanceof MemoryBudgetException) {
      return new Refusal(HttpStatus.PAYLOAD_TOO_LARGE_413, String.valueOf(problem.getMessage()));
    }
    if (problem instanceof IllegalArgumentException) {
      return new Refusal(HttpStatus.UNPROCESSABLE_ENTITY_422, String.valueOf(problem.getMessage()));
    }
    if (problem instanceof EngineException) {
      LOG.error("the network does not run", problem);
      return new Refusal(
          HttpStatus.INTERNAL_SERVER_ERROR_500,
          "the service cannot run its network on this picture; its log says why");
    }
    if (problem instanceof CancellationException) {
      return new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, "the service stops");
    }
    LOG.error("a picture was not counted", problem);
    return new Refusal(HttpStatus.INTERNAL_SERVER_ERROR_500, FAULT);
  }

  private static int status(ImageException problem) {
    if (problem instanceof ImageTooLargeException) {
      return HttpStatus.PAYLOAD_TOO_LARGE_413;
    }
    if (problem instanceof UnsupportedImageException) {
      return HttpStatus.UNSUPPORTED_MEDIA_TYPE_415;
    }
    if (problem instanceof CorruptImageException) {
      return HttpStatus.UNPROCESSABLE_ENTITY_422;
    }
    throw new AssertionError(problem);
  }
}
