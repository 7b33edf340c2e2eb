package io.github.crowdrank.data.loading;

import io.github.crowdrank.data.UnlabeledImages;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * The images of a collection in order of their indices, each decoded before it is asked for. An
 * image that cannot be decoded comes in its place, with its problem. Taken by one thread at a time;
 * any thread may close, and whoever waits then waits no longer.
 */
public final class LoadedImages implements Iterator<LoadedImage>, AutoCloseable {
  private final LookAhead<LoadedImage> ahead;

  LoadedImages(UnlabeledImages images, int threads, int lookAhead) {
    Iterator<Callable<LoadedImage>> tasks =
        IntStream.range(0, images.size())
            .mapToObj(index -> (Callable<LoadedImage>) () -> load(images, index))
            .iterator();
    ahead = new LookAhead<>("crowdrank-loader", threads, lookAhead, tasks);
  }

  private static LoadedImage load(UnlabeledImages images, int index) {
    String id = images.id(index);
    try {
      return LoadedImage.decoded(index, id, images.image(index));
    } catch (IOException e) {
      return LoadedImage.failed(index, id, e);
    }
  }

  /** Whether there is another image; false once this is closed. */
  @Override
  public boolean hasNext() {
    return ahead.hasNext();
  }

  /**
   * Waits for the next image.
   *
   * @throws CancellationException if this is closed or the thread is interrupted, whose interrupt
   *     status is then set
   * @throws IllegalStateException if the collection threw something else than an {@link
   *     IOException}, which is the cause; the image after it can still be taken
   * @throws NoSuchElementException if there is none
   */
  @Override
  public LoadedImage next() {
    try {
      return ahead.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("the thread was interrupted while it waited for an image")
              .initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(
          "an image could not be loaded: " + e.getCause(), e.getCause());
    }
  }

  /** Stops decoding at once, but for what cannot be interrupted. Nothing is left behind. */
  @Override
  public void close() {
    ahead.close();
  }
}
