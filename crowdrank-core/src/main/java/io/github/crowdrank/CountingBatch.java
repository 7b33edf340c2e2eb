package io.github.crowdrank;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
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

/** Counts a stream of files: some threads decode ahead of the one that counts. */
final class CountingBatch implements Spliterator<FileCount> {
  static final int DEFAULT_LOOK_AHEAD = 2;

  private static final int DECODING_THREADS = 2;

  /** A file on its way through the decoder. */
  private record Ahead(Path file, Future<Decoded> decoded) {}

  private record Decoded(DecodedImage image, long nanoseconds) {}

  private final CrowdCounter counter;
  private final ImageDecoder decoder;
  private final Stream<Path> files;
  private final int lookAhead;
  private final Queue<Ahead> ahead = new ArrayDeque<>();

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

  CountingBatch(CrowdCounter counter, ImageDecoder decoder, Stream<Path> files, int lookAhead) {
    if (lookAhead < 1) {
      throw new IllegalArgumentException("a look-ahead is 1 or more but was " + lookAhead);
    }
    this.counter = counter;
    this.decoder = decoder;
    this.files = files;
    this.lookAhead = lookAhead;
    threads.allowCoreThreadTimeOut(true);
  }

  Stream<FileCount> results() {
    return StreamSupport.stream(this, false).onClose(threads::shutdownNow).onClose(files::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super FileCount> action) {
    decodeAhead();
    Ahead next = ahead.poll();
    if (next == null) {
      threads.shutdown();
      return false;
    }
    FileCount result = count(next);
    action.accept(result);
    return true;
  }

  private void decodeAhead() {
    if (source == null) {
      source = files.iterator();
    }
    while (ahead.size() < lookAhead && source.hasNext()) {
      Path file = source.next();
      ahead.add(new Ahead(file, threads.submit(() -> decode(file))));
    }
  }

  private Decoded decode(Path file) throws IOException {
    long start = System.nanoTime();
    DecodedImage image = decoder.decode(file);
    return new Decoded(image, System.nanoTime() - start);
  }

  private FileCount count(Ahead next) {
    try {
      Decoded decoded = next.decoded().get();
      // What is counted now waits no longer: its place goes to another.
      decodeAhead();
      long start = System.nanoTime() - decoded.nanoseconds();
      return new FileCount.Counted(next.file(), counter.estimate(decoded.image(), start));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        return new FileCount.Failed(next.file(), problem);
      }
      throw new IllegalStateException(next.file() + " made the decoder fail", e.getCause());
    } catch (IllegalArgumentException | EngineException e) {
      return new FileCount.Failed(
          next.file(), new IOException(next.file() + ": " + e.getMessage(), e));
    } catch (OutOfMemoryError e) {
      String remedy = " does not fit into memory; lower the memory budget or raise -Xmx";
      return new FileCount.Failed(next.file(), new IOException(next.file() + remedy, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "the thread was interrupted while it waited for " + next.file());
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
