package io.github.crowdrank.stream;

import io.github.crowdrank.CountListener;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageMemoryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Counts people in frames that keep coming.
 *
 * <pre>{@code
 * try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT);
 *     CrowdStream stream =
 *         CrowdStream.builder(counter, MjpegCamera.at(URI.create("http://camera.local/video")))
 *             .sampling(Sampling.perSecond(1))
 *             .smoothing(Duration.ofSeconds(10))
 *             .build()) {
 *   for (StreamCount count : stream) {
 *     System.out.println(count.time() + " " + count.count() + " " + count.smoothed());
 *   }
 * }
 * }</pre>
 *
 * <p>One thread of its own reads; the thread that goes through the results decodes and counts.
 * Between them waits one frame at most: a {@linkplain FrameSource#live live} source's newer frame
 * takes the place of an older one, which is then {@linkplain StreamCount#dropped dropped}; other
 * sources wait. However long it runs and however slow the counter is, it holds no more than that.
 *
 * <p>A frame that cannot be counted is a result with a problem, and so is a failure of the source,
 * which is then opened again after a {@link BackOff} if it is {@linkplain FrameSource#endless
 * endless}. Of failures that follow each other before anybody looks, the first one is told.
 *
 * <p>The results can be gone through once. They end with the source, or when the stream is closed,
 * by any thread. Closing does not wait for a source that takes its time to notice, as one that
 * looks up a camera's name does; the counter is not closed.
 */
public final class CrowdStream implements Iterable<StreamCount>, AutoCloseable {
  private final Blame blame = new Blame();
  private final CrowdCounter counter;
  private final Smoothing smoothing;
  private final Arrivals arrivals;
  private final Thread thread;
  private boolean started;

  private CrowdStream(Builder builder) {
    this.counter = builder.counter.telling(blame);
    this.smoothing = new Smoothing(builder.smoothing);
    this.arrivals = new Arrivals(builder.source.live(), unwanted(builder.source));
    this.thread =
        new Thread(
            new FrameLoop(
                builder.source,
                new Sampler(builder.sampling),
                builder.backOff,
                builder.random,
                builder.time,
                arrivals),
            "crowdrank-frames");
    thread.setDaemon(true);
  }

  /** A folder remembers what it has given; others have their frames again, or have them no more. */
  private static Consumer<Frame> unwanted(FrameSource source) {
    if (source instanceof FrameFolder folder) {
      return folder::takeBack;
    }
    return frame -> {};
  }

  /**
   * Choices for a stream.
   *
   * @param counter its decoder reads the frames, within its limits
   */
  public static Builder builder(CrowdCounter counter, FrameSource source) {
    return new Builder(counter, source);
  }

  /**
   * Starts reading. {@code hasNext} waits for a frame and counts it.
   *
   * <p>It throws {@link CancellationException} if the thread is interrupted, which it stays, and
   * {@link IllegalStateException} if the counter is closed or the source throws what it may not,
   * and whatever the counter's listeners throw.
   *
   * @throws IllegalStateException if it was called before
   */
  @Override
  public synchronized Iterator<StreamCount> iterator() {
    if (started) {
      throw new IllegalStateException("a stream can be gone through once: build another one");
    }
    started = true;
    thread.start();
    return new Results();
  }

  /** Ends the results and the reading. A second call does nothing. */
  @Override
  public void close() {
    arrivals.close();
    thread.interrupt();
  }

  private final class Results implements Iterator<StreamCount> {
    private @Nullable StreamCount next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = advance();
      }
      return next != null;
    }

    @Override
    public StreamCount next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the stream has ended");
      }
      StreamCount result = next;
      next = null;
      return Objects.requireNonNull(result);
    }
  }

  private @Nullable StreamCount advance() {
    Arrivals.Taken taken;
    try {
      taken = arrivals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread was interrupted while it waited for a frame");
    }
    return taken == null ? null : result(taken);
  }

  private StreamCount result(Arrivals.Taken taken) {
    Arrivals.Arrival arrival = taken.arrival();
    CrowdEstimate estimate = null;
    IOException problem = arrival.failure();
    if (arrival.frame() != null) {
      try {
        estimate = estimate(arrival.frame());
        smoothing.add(arrival.time(), estimate.count());
      } catch (IOException e) {
        problem = e;
      } catch (IllegalArgumentException | EngineException e) {
        if (blame.failure != e) {
          throw e;
        }
        problem = new IOException("the frame cannot be counted: " + e.getMessage(), e);
      } catch (OutOfMemoryError e) {
        if (blame.failure != e) {
          throw e;
        }
        problem = ImageMemoryException.ofCount("the frame", e);
      }
    }
    return new StreamCount(
        arrival.number(),
        arrival.time(),
        arrival.frame(),
        estimate,
        smoothing.value(),
        taken.dropped(),
        taken.reconnects(),
        problem);
  }

  /** Tells what is wrong with a frame from what a listener throws. */
  private static final class Blame implements CountListener {
    private @Nullable Throwable failure;

    @Override
    public void onFailed(Throwable problem) {
      failure = problem;
    }
  }

  private CrowdEstimate estimate(Frame frame) throws IOException {
    if (frame.content() instanceof Frame.File file) {
      return counter.estimate(file.path());
    }
    if (frame.content() instanceof Frame.Encoded encoded) {
      return counter.estimate(encoded.bytes());
    }
    if (frame.content() instanceof Frame.Refused refused) {
      throw new IOException(refused.reason());
    }
    return counter.estimate(((Frame.Pixels) frame.content()).image());
  }

  /** Choices for a {@link CrowdStream}. */
  public static final class Builder {
    private final CrowdCounter counter;
    private final FrameSource source;
    private Sampling sampling = Sampling.all();
    private Duration smoothing = Duration.ZERO;
    private BackOff backOff = BackOff.defaults();
    private RandomGenerator random = new SplittableRandom();
    private StreamTime time = StreamTime.SYSTEM;

    private Builder(CrowdCounter counter, FrameSource source) {
      this.counter = counter;
      this.source = source;
    }

    /** Which frames are counted. Default: all that the counter keeps up with. */
    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    /**
     * Time constant of {@link StreamCount#smoothed}, an exponential mean by the frames' own times:
     * after so long, a step in the counts has come through to 63 %, after three times as long to 95
     * %. Default: zero, no smoothing.
     *
     * @throws IllegalArgumentException if it is negative or longer than a year
     */
    public Builder smoothing(Duration timeConstant) {
      if (timeConstant.isNegative() || timeConstant.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException(
            "a time constant is zero to a year but was " + timeConstant);
      }
      smoothing = timeConstant;
      return this;
    }

    /**
     * How long to wait after a failure of an endless source. Default: half a second to a minute.
     */
    public Builder backOff(BackOff value) {
      backOff = value;
      return this;
    }

    /** What the random part of each wait is drawn from, by the stream's own thread alone. */
    public Builder random(RandomGenerator value) {
      random = value;
      return this;
    }

    /** By which waits pass. Default: that of this machine. */
    Builder time(StreamTime value) {
      time = value;
      return this;
    }

    /** The stream, which does not read before somebody goes through its results. */
    public CrowdStream build() {
      return new CrowdStream(this);
    }
  }
}
