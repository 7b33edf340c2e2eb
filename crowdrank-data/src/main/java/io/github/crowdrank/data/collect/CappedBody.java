package io.github.crowdrank.data.collect;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of an answer up to a number of bytes; of a longer one nothing, and the
 * connection is closed.
 */
final class CappedBody implements BodySubscriber<Optional<byte[]>> {
  private final long most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<byte[]>> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  private CappedBody(long most) {
    this.most = most;
  }

  /** Receives the body of an answer of status 200; that of others is not looked at. */
  static BodyHandler<Optional<byte[]>> handler(long most) {
    return info -> {
      long declared = declared(info.headers().firstValue("Content-Length").orElse(""));
      return new CappedBody(info.statusCode() != 200 || declared > most ? 0 : most);
    };
  }

  /** The value of a Content-Length, -1 if it is none. */
  static long declared(String contentLength) {
    return contentLength.matches("[0-9]{1,18}") ? Long.parseLong(contentLength) : -1;
  }

  @Override
  public CompletionStage<Optional<byte[]>> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + (long) buffer.remaining() > most) {
        if (subscription != null) {
          subscription.cancel();
        }
        result.complete(Optional.empty());
        return;
      }
      byte[] block = new byte[buffer.remaining()];
      buffer.get(block);
      bytes.write(block, 0, block.length);
    }
  }

  @Override
  public void onError(Throwable problem) {
    result.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    result.complete(Optional.of(bytes.toByteArray()));
  }
}
