package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads the images of a dataset in order, the next ones while the caller is busy with one. */
final class ImagesAhead implements AutoCloseable {
  private static final int MOST_THREADS = 2;

  /** An image and its heads. */
  record Annotated(RgbImage image, List<HeadPoint> heads) {}

  private final CrowdDataset dataset;
  private final ExecutorService threads;
  private final int lookAhead;
  private final Queue<Future<Annotated>> ahead = new ArrayDeque<>();
  private int submitted;
  private int taken;

  ImagesAhead(CrowdDataset dataset, int lookAhead) {
    this.dataset = dataset;
    this.lookAhead = lookAhead;
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, lookAhead),
            work -> {
              Thread thread = new Thread(work, "crowdrank-decoder");
              thread.setDaemon(true);
              return thread;
            });
    submit();
  }

  private void submit() {
    for (; submitted < dataset.size() && ahead.size() < lookAhead; submitted++) {
      int index = submitted;
      ahead.add(threads.submit(() -> new Annotated(dataset.image(index), dataset.heads(index))));
    }
  }

  /**
   * The next image.
   *
   * @throws IOException if it cannot be read; the one after it can be asked for all the same
   * @throws CancellationException if the thread is interrupted
   */
  Annotated next() throws IOException {
    int index = taken++;
    if (Thread.currentThread().isInterrupted()) {
      throw interruptedBefore(index);
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw unread(index, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interruptedBefore(index);
    } finally {
      submit();
    }
  }

  private CancellationException interruptedBefore(int index) {
    return new CancellationException(
        "the thread was interrupted before " + where(index) + " was counted");
  }

  private IOException unread(int index, @Nullable Throwable cause) {
    if (cause instanceof Error error && !(error instanceof OutOfMemoryError)) {
      throw error;
    }
    String problem =
        cause instanceof IOException && !(cause instanceof FileSystemException)
            ? cause.getMessage()
            : String.valueOf(cause);
    return new IOException(where(index) + ": " + problem, cause);
  }

  private String where(int index) {
    return dataset.name() + ", image " + dataset.id(index);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
