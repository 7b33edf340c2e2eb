package io.github.crowdrank;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageMemoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
 *
 * <p>Pictures take up heap from their decoding on. One that finds no room for itself, or for its
 * floats when it is counted, is tried once more when its turn has come and nothing else of this
 * batch is in the heap: what was decoded ahead is forgotten and decoded again.
 */
final class CountingBatch implements Spliterator<FileCount> {
  static final int DEFAULT_LOOK_AHEAD = 2;

  private static final int DECODING_THREADS = 2;

  /** A file on its way through the decoder. */
  private record Ahead(Path file, FutureTask<Decoded> decoded) {}

  /**
   * What became of a file: a picture or a problem. The picture is taken out once, because a thread
   * that decoded may hold its task, and what came of it, a moment longer than anybody waits for it.
   */
  private static final class Decoded {
    private @Nullable DecodedImage image;
    private final @Nullable Throwable problem;
    private final long nanoseconds;

    Decoded(@Nullable DecodedImage image, @Nullable Throwable problem, long nanoseconds) {
      this.image = image;
      this.problem = problem;
      this.nanoseconds = nanoseconds;
    }

    @Nullable DecodedImage take() {
      DecodedImage taken = image;
      image = null;
      return taken;
    }
  }

  /** Tells the counter's listener of counts, and keeps failures until they are certain. */
  private static final class Verdict implements CountListener {
    private final CountListener listener;
    private @Nullable Throwable failure;

    Verdict(CountListener listener) {
      this.listener = listener;
    }

    @Override
    public void onCounted(CrowdEstimate estimate, Duration forward) {
      listener.onCounted(estimate, forward);
    }

    @Override
    public void onFailed(Throwable problem) {
      failure = problem;
    }
  }

  private final CrowdCounter counter;
  private final ImageDecoder decoder;
  private final CountListener listener;
  private final Verdict verdict;
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

  /** What comes before the rest of the source, because it has to be decoded again. */
  private final Deque<Path> again = new ArrayDeque<>();

  /** Together with {@link #closed} under the lock of this object. */
  private final Deque<Ahead> ahead = new ArrayDeque<>();

  private boolean closed;

  CountingBatch(CrowdCounter counter, ImageDecoder decoder, Stream<Path> files, int lookAhead) {
    if (lookAhead < 1) {
      throw new IllegalArgumentException("a look-ahead is 1 or more but was " + lookAhead);
    }
    this.listener = counter.countListener();
    this.verdict = new Verdict(listener);
    this.counter = counter.with(verdict);
    this.decoder = decoder;
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
    // First: a decoder that is interrupted before would tell of a picture that failed.
    ahead.forEach(next -> next.decoded().cancel(true));
    ahead.clear();
    threads.shutdownNow();
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
    while (hasRoom() && (!again.isEmpty() || source.hasNext())) {
      Path file = again.isEmpty() ? source.next() : again.peek();
      submit(Objects.requireNonNull(file, "the stream of paths holds a null"));
      again.poll();
    }
  }

  private synchronized boolean hasRoom() {
    requireOpen();
    return ahead.size() < lookAhead;
  }

  private void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private synchronized Ahead submit(Path file) {
    requireOpen();
    Ahead next = new Ahead(file, new FutureTask<>(() -> decode(file)));
    ahead.add(next);
    threads.execute(next.decoded());
    return next;
  }

  private synchronized @Nullable Ahead oldest() {
    return ahead.peek();
  }

  private synchronized void removeOldest() {
    ahead.poll();
  }

  private Decoded decode(Path file) throws IOException {
    long start = System.nanoTime();
    DecodedImage image = decoder.decode(file);
    return new Decoded(image, null, System.nanoTime() - start);
  }

  private FileCount result(Ahead oldest) {
    Path file = oldest.file();
    Decoded decoded = await(oldest, file);
    boolean alone = decoded.problem instanceof ImageMemoryException;
    if (alone) {
      giveWay(file);
      Ahead once = submit(again.element());
      again.remove();
      decoded = await(once, file);
    }
    removeOldest();
    DecodedImage image = decoded.take();
    if (image == null) {
      return undecoded(file, decoded.problem);
    }
    // What is counted now waits no longer: its place goes to another.
    if (!alone) {
      decodeAhead();
    }
    listener.onDecoded(image, Duration.ofNanos(decoded.nanoseconds));
    return count(file, image, decoded.nanoseconds, alone);
  }

  /**
   * Waits for a picture.
   *
   * @param turn whose turn it is
   */
  private static Decoded await(Ahead next, Path turn) {
    if (Thread.currentThread().isInterrupted()) {
      throw interruptedBefore(turn);
    }
    try {
      return next.decoded().get();
    } catch (ExecutionException e) {
      return new Decoded(null, e.getCause(), 0);
    } catch (CancellationException e) {
      throw closedException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interruptedBefore(turn);
    }
  }

  private static CancellationException interruptedBefore(Path file) {
    return new CancellationException("the thread was interrupted before " + file + " was counted");
  }

  /** Leaves the heap to one picture: all that is ahead is to be decoded again. */
  private void giveWay(Path turn) {
    for (Ahead other : allAhead()) {
      if (!threads.remove(other.decoded())) {
        await(other, turn).take();
      }
    }
    forgetAhead();
  }

  private synchronized List<Ahead> allAhead() {
    return List.copyOf(ahead);
  }

  private synchronized void forgetAhead() {
    requireOpen();
    while (!ahead.isEmpty()) {
      again.addFirst(ahead.removeLast().file());
    }
  }

  private FileCount undecoded(Path file, @Nullable Throwable cause) {
    if (cause instanceof Error error && !(error instanceof OutOfMemoryError)) {
      throw error;
    }
    listener.onFailed(Objects.requireNonNull(cause));
    if (cause instanceof IOException problem) {
      return new FileCount.Failed(file, problem);
    }
    return new FileCount.Failed(
        file, new IOException(file + " cannot be decoded: " + cause, cause));
  }

  private FileCount count(Path file, DecodedImage image, long decoding, boolean alone) {
    try {
      return new FileCount.Counted(file, counter.estimate(image, System.nanoTime() - decoding));
    } catch (RuntimeException | OutOfMemoryError e) {
      if (verdict.failure != e) {
        throw e;
      }
      if (e instanceof OutOfMemoryError && !alone) {
        giveWay(file);
        return count(file, image, decoding, true);
      }
      listener.onFailed(e);
      if (!(e instanceof IllegalArgumentException
          || e instanceof EngineException
          || e instanceof OutOfMemoryError)) {
        throw e;
      }
      return new FileCount.Failed(
          file,
          e instanceof OutOfMemoryError lack
              ? ImageMemoryException.ofCount(file.toString(), lack)
              : new IOException(file + ": " + e.getMessage(), e));
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
