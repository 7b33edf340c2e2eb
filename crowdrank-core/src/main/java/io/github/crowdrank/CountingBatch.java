package io.github.crowdrank;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts a stream of files: some threads decode ahead of the one that counts. Results are pulled by
 * one thread at a time; any thread may close.
 */
final class CountingBatch implements Spliterator<FileCount> {
  static final int DEFAULT_LOOK_AHEAD = 2;

  private static final int DECODING_THREADS = 2;

  /** A file on its way through the decoder. */
  private record Ahead(Path file, Future<Decoded> decoded) {}

  private record Decoded(DecodedImage image, long nanoseconds) {}

  /** Keeps what a listener throws apart from what is wrong with a picture. */
  private static final class Told implements TileListener {
    private final TileListener listener;
    private boolean hasThrown;

    Told(TileListener listener) {
      this.listener = listener;
    }

    @Override
    public void tileDone(int done, int total) {
      hasThrown = true;
      listener.tileDone(done, total);
      hasThrown = false;
    }
  }

  private final CrowdCounter counter;
  private final ImageDecoder decoder;
  private final TileListener listener;
  private final Stream<Path> files;
  private final int lookAhead;

  /** Idle threads end, so that a stream that nobody closes leaves none behind. */
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          DECODING_THREADS,
          DECODING_THREADS,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "crowdrank-decoder");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Iterator<Path> source;

  /** Together with {@link #closed} under the lock of this object. */
  private final Queue<Ahead> ahead = new ArrayDeque<>();

  private boolean closed;

  CountingBatch(
      CrowdCounter counter,
      ImageDecoder decoder,
      TileListener listener,
      Stream<Path> files,
      int lookAhead) {
    if (lookAhead < 1) {
      throw new IllegalArgumentException("a look-ahead is 1 or more but was " + lookAhead);
    }
    this.counter = counter;
    this.decoder = decoder;
    this.listener = listener;
    this.files = files;
    this.lookAhead = lookAhead;
    threads.allowCoreThreadTimeOut(true);
  }

  Stream<FileCount> results() {
    return StreamSupport.stream(this, false).onClose(this::close).onClose(files::close);
  }

  /** Whoever waits for a picture then waits no longer. */
  private synchronized void close() {
    closed = true;
    threads.shutdownNow();
    ahead.forEach(next -> next.decoded().cancel(true));
    ahead.clear();
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the stream of counts is closed");
  }

  @Override
  public boolean tryAdvance(Consumer<? super FileCount> action) {
    decodeAhead();
    Ahead next = oldest();
    if (next == null) {
      threads.shutdown();
      return false;
    }
    action.accept(result(next));
    return true;
  }

  private void decodeAhead() {
    if (source == null) {
      source = files.iterator();
    }
    while (hasRoom() && source.hasNext()) {
      submit(Objects.requireNonNull(source.next(), "the stream of paths holds a null"));
    }
  }

  private synchronized boolean hasRoom() {
    if (closed) {
      throw closedException();
    }
    return ahead.size() < lookAhead;
  }

  private synchronized void submit(Path file) {
    if (closed) {
      throw closedException();
    }
    ahead.add(new Ahead(file, threads.submit(() -> decode(file))));
  }

  private synchronized @Nullable Ahead oldest() {
    return ahead.peek();
  }

  private synchronized void removeOldest() {
    ahead.poll();
  }

  private Decoded decode(Path file) throws IOException {
    long start = System.nanoTime();
    DecodedImage image = counter.decoded(() -> decoder.decode(file));
    return new Decoded(image, System.nanoTime() - start);
  }

  private FileCount result(Ahead next) {
    Path file = next.file();
    Decoded decoded;
    if (Thread.currentThread().isInterrupted()) {
      throw interruptedBefore(file);
    }
    try {
      decoded = next.decoded().get();
    } catch (ExecutionException e) {
      removeOldest();
      return undecoded(file, e.getCause());
    } catch (CancellationException e) {
      throw closedException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interruptedBefore(file);
    }
    // What is counted now waits no longer: its place goes to another.
    removeOldest();
    decodeAhead();
    return count(file, decoded);
  }

  private static CancellationException interruptedBefore(Path file) {
    return new CancellationException("the thread was interrupted before " + file + " was counted");
  }

  private static FileCount undecoded(Path file, @Nullable Throwable cause) {
    if (cause instanceof IOException problem) {
      return new FileCount.Failed(file, problem);
    }
    if (cause instanceof Error error && !(error instanceof OutOfMemoryError)) {
      throw error;
    }
    return new FileCount.Failed(
        file, new IOException(file + " cannot be decoded: " + cause, cause));
  }

  private FileCount count(Path file, Decoded decoded) {
    long start = System.nanoTime() - decoded.nanoseconds();
    Told told = new Told(listener);
    try {
      return new FileCount.Counted(file, counter.estimate(decoded.image(), start, told));
    } catch (IllegalArgumentException | EngineException | OutOfMemoryError e) {
      if (told.hasThrown) {
        throw e;
      }
      String why =
          e instanceof OutOfMemoryError
              ? " does not fit into memory; lower the memory budget or raise -Xmx"
              : ": " + e.getMessage();
      return new FileCount.Failed(file, new IOException(file + why, e));
    }
  }

  /** Never: results come in order from one counter. */
  @Override
  public @Nullable Spliterator<FileCount> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
