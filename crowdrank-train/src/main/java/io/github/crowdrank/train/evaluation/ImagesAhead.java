package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.loading.LookAhead;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.FileProblem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the images of a dataset in order, the next ones while the caller is busy with one. */
final class ImagesAhead implements AutoCloseable {
  private static final int MOST_THREADS = 2;

  /** An image and its heads. */
  record Annotated(RgbImage image, List<HeadPoint> heads) {}

  private final CrowdDataset dataset;
  private final LookAhead<Annotated> ahead;
  private int taken;

  ImagesAhead(CrowdDataset dataset, int lookAhead) {
    this.dataset = dataset;
    this.ahead =
        new LookAhead<>(
            "crowdrank-decoder",
            Math.min(MOST_THREADS, lookAhead),
            lookAhead,
            IntStream.range(0, dataset.size())
                .mapToObj(
                    index ->
                        (Callable<Annotated>)
                            () -> new Annotated(dataset.image(index), dataset.heads(index)))
                .iterator());
  }

  /**
   * The next image.
   *
   * @throws IOException if it cannot be read; the one after it can be asked for all the same
   * @throws CancellationException if the thread is interrupted
   */
  Annotated next() throws IOException {
    int index = taken++;
    try {
      return ahead.next();
    } catch (ExecutionException e) {
      throw unread(index, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException(
                  "the thread was interrupted before " + where(index) + " was counted")
              .initCause(e);
    }
  }

  private IOException unread(int index, @Nullable Throwable cause) {
    if (cause instanceof Error error && !(error instanceof OutOfMemoryError)) {
      throw error;
    }
    String problem =
        cause instanceof IOException io ? FileProblem.typed(io) : String.valueOf(cause);
    return new IOException(where(index) + ": " + problem, cause);
  }

  private String where(int index) {
    return dataset.name() + ", image " + dataset.id(index);
  }

  @Override
  public void close() {
    ahead.close();
  }
}
