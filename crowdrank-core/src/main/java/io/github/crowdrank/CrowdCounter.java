package io.github.crowdrank;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the people in photographs.
 *
 * <pre>{@code
 * try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
 *   System.out.println(counter.count(Path.of("square.jpg")));
 * }
 * }</pre>
 *
 * <p>One counter may be used by many threads; the count of a picture does not depend on what else
 * is counted. Where the model's {@linkplain CrowdModel#calibration calibration} corrects counts,
 * counts and densities are corrected. Close it to free the memory of its network.
 */
public final class CrowdCounter implements AutoCloseable {
  private final CrowdModel model;
  private final ImageDecoder decoder;
  private final Experts experts;
  private final Estimator estimator;

  private CrowdCounter(Builder builder) {
    this.model = builder.model;
    this.decoder = builder.decoder;
    Engine engine = builder.engine == null ? AutomaticEngine.of(model.network()) : builder.engine;
    this.experts = Experts.compile(engine, model);
    MemoryBudget memoryBudget;
    try {
      memoryBudget = experts.budget(builder.memoryBudget);
    } catch (RuntimeException | Error e) {
      experts.close();
      throw e;
    }
    this.estimator =
        new Estimator(
            experts,
            model.network().stride(),
            memoryBudget,
            builder.negativeDensities,
            model.calibration().curve(),
            builder.tileListener,
            builder.countListener);
  }

  private CrowdCounter(CrowdCounter other, CrowdModel model, Estimator estimator) {
    this.model = model;
    this.decoder = other.decoder;
    this.experts = other.experts;
    this.estimator = estimator;
  }

  /**
   * A counter with the model of a file.
   *
   * @throws IOException if the file cannot be read or is no model; the message says why
   * @throws EngineException if no engine runs here, or none can run the network
   * @throws MemoryBudgetException if the default {@link Builder#memoryBudget} is too small for one
   *     tile
   */
  public static CrowdCounter load(Path modelFile) throws IOException {
    return load(() -> ModelFile.read(modelFile));
  }

  /**
   * A counter with the model of a stream, which is read to its end and not closed.
   *
   * @throws IOException if the stream cannot be read or holds no model; the message says why
   * @throws EngineException as {@link #load(Path)}
   * @throws MemoryBudgetException as {@link #load(Path)}
   */
  public static CrowdCounter load(InputStream modelStream) throws IOException {
    return load(() -> ModelFile.read(modelStream, "the stream"));
  }

  /**
   * A counter with a model that comes with the library.
   *
   * @throws IllegalStateException if the library's jar was repackaged without it
   * @throws UncheckedIOException if it cannot be read
   * @throws EngineException as {@link #load(Path)}
   * @throws MemoryBudgetException as {@link #load(Path)}
   */
  public static CrowdCounter load(BundledModel bundled) {
    try {
      return load(bundled::load);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a model comes from. */
  @FunctionalInterface
  private interface Source {
    CrowdModel read() throws IOException;
  }

  /** Native libraries take as long to load as a model: they load while it is read. */
  private static CrowdCounter load(Source source) throws IOException {
    Background<Engine> engine = Background.start("crowdrank-loader", AutomaticEngine::create);
    CrowdModel model = source.read();
    Builder builder = builder(model);
    return (model.network().onnx().isPresent() ? builder : builder.engine(engine.join())).build();
  }

  /** Choices for a counter with the given model. */
  public static Builder builder(CrowdModel model) {
    return new Builder(model);
  }

  /**
   * The number of people in a picture file: JPEG, PNG, GIF or BMP.
   *
   * @throws IOException if the file cannot be read, or is no picture, damaged or too large, or the
   *     heap has no room for it
   * @throws IllegalArgumentException if the network cannot take a picture of this size, or what it
   *     makes of it is no density; {@link MemoryBudgetException} if it does not fit the memory
   *     budget
   * @throws EngineException if the engine cannot compute it; {@linkplain
   *     EngineException#isLackOfMemory for lack of memory} if it cannot get what it needs outside
   *     the heap now
   * @throws IllegalStateException if the counter is closed
   * @throws CancellationException if the thread is interrupted, before or while the network
   *     computes; it stays interrupted
   */
  public double count(Path image) throws IOException {
    return estimate(image).count();
  }

  /** As {@link #count(Path)}, from a stream, which is read to its end and not closed. */
  public double count(InputStream image) throws IOException {
    return estimate(image).count();
  }

  /** As {@link #count(Path)}, from the bytes of a picture file. */
  public double count(byte[] image) throws IOException {
    return estimate(image).count();
  }

  /**
   * The number of people in a decoded picture.
   *
   * @throws IllegalArgumentException as {@link #count(Path)}, or if it has more pixels than an
   *     {@link RgbImage} can have
   * @throws EngineException as {@link #count(Path)}
   * @throws IllegalStateException as {@link #count(Path)}
   * @throws CancellationException as {@link #count(Path)}
   */
  public double count(BufferedImage image) {
    return estimate(image).count();
  }

  /** As {@link #count(Path)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(Path image) throws IOException {
    return estimator.decoded(image.toString(), () -> decoder.decode(image));
  }

  /** As {@link #count(InputStream)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(InputStream image) throws IOException {
    return estimator.decoded("the stream", () -> decoder.decode(image));
  }

  /** As {@link #count(byte[])}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(byte[] image) throws IOException {
    return estimator.decoded("the picture", () -> decoder.decode(image));
  }

  /** As {@link #count(BufferedImage)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(BufferedImage image) {
    long start = System.nanoTime();
    return estimate(decoder.decode(image), start);
  }

  /**
   * The density of the people in an upright picture of RGB pixels.
   *
   * @throws IllegalArgumentException as {@link #count(Path)}
   * @throws EngineException as {@link #count(Path)}
   * @throws IllegalStateException as {@link #count(Path)}
   * @throws CancellationException as {@link #count(Path)}
   */
  public CrowdEstimate estimate(RgbImage image) {
    return estimate(new DecodedImage(image, List.of()), System.nanoTime());
  }

  /**
   * As {@link #estimate(RgbImage)}, with another memory budget for this picture.
   *
   * @param budget in bytes, as for {@link Builder#memoryBudget}; {@link Long#MAX_VALUE} for one
   *     pass whatever the size
   * @throws IllegalArgumentException if the budget is too small for one tile; the message says what
   *     budget would do
   */
  public CrowdEstimate estimate(RgbImage image, long budget) {
    long start = System.nanoTime();
    DecodedImage decoded = new DecodedImage(image, List.of());
    return estimator.estimate(decoded, start, () -> experts.budget(budget));
  }

  /**
   * Counts many pictures, decoding the next two while one is counted. As {@link #countAll(Stream,
   * int)} with a look-ahead of 2.
   */
  public Stream<FileCount> countAll(Stream<Path> images) {
    return countAll(images, CountingBatch.DEFAULT_LOOK_AHEAD);
  }

  /**
   * Counts many pictures. Two threads decode ahead of the one that pulls the results, which is the
   * one that counts. A picture that cannot be read, whatever makes the decoder fail, or that the
   * network cannot take is a result like any other. One for which the heap has no room while others
   * are decoded ahead is counted by itself, and they are decoded again.
   *
   * <p>Paths are pulled only as results are, by the same thread and as far ahead as pictures are
   * decoded: an infinite stream of them will do. Close the result to stop early, from any thread;
   * it also closes the stream of paths.
   *
   * <p>The stream ends early with {@link IllegalStateException} if it or the counter is closed,
   * with {@link CancellationException} if the thread is interrupted, and with whatever the stream
   * of paths, the {@link TileListener} or the {@link CountListener} throws.
   *
   * @param images picture files, pulled one at a time
   * @param lookAhead how many pictures may be decoded or waiting beside the one that is counted, 1
   *     or more; each takes 3 bytes per pixel
   * @return one result per path, in order; not for parallel use
   * @throws IllegalArgumentException if the look-ahead is not positive
   */
  public Stream<FileCount> countAll(Stream<Path> images, int lookAhead) {
    return new CountingBatch(this, decoder, images, lookAhead).results();
  }

  /**
   * This counter with one more listener, which is told before its own. Both have one network:
   * closing either closes both.
   */
  public CrowdCounter telling(CountListener listener) {
    return with(new ListenerPair(listener, countListener()));
  }

  /** This counter with another listener in place of its own. */
  CrowdCounter with(CountListener listener) {
    return new CrowdCounter(this, model, estimator.telling(listener));
  }

  /** Who is told what became of each picture. */
  CountListener countListener() {
    return estimator.countListener();
  }

  /**
   * This counter without its model's {@linkplain CrowdModel#calibration calibration}, which is of
   * whole pictures, for who counts parts of one and corrects their sum. Both have one network:
   * closing either closes both.
   */
  public CrowdCounter uncalibrated() {
    CrowdModel plain = model.withCalibration(Calibration.NONE);
    return new CrowdCounter(this, plain, estimator.correcting(Calibration.NONE.curve()));
  }

  CrowdEstimate estimate(DecodedImage decoded, long start) {
    return estimator.estimate(decoded, start);
  }

  /** The model it counts with. */
  public CrowdModel model() {
    return model;
  }

  /** What runs, for people: the engine and what it made of the network. */
  public String describe() {
    return experts.describe();
  }

  /**
   * Frees the network. Later counts throw {@link IllegalStateException}; a second call does
   * nothing.
   */
  @Override
  public void close() {
    experts.close();
  }

  /** Choices for a {@link CrowdCounter}. */
  public static final class Builder {
    private static final long MOST_DEFAULT_BUDGET = 2L << 30;

    private final CrowdModel model;
    private long memoryBudget = Math.min(MOST_DEFAULT_BUDGET, Runtime.getRuntime().maxMemory() / 2);
    private TileListener tileListener = (done, total) -> {};
    private CountListener countListener = new CountListener() {};
    private ImageDecoder decoder = ImageDecoder.builder().build();
    private NegativeDensities negativeDensities = NegativeDensities.KEEP;
    private @Nullable Engine engine;

    private Builder(CrowdModel model) {
      this.model = model;
    }

    /**
     * How picture files are read and what is refused. Default: {@link ImageDecoder}'s limits,
     * strict.
     */
    public Builder decoder(ImageDecoder value) {
      decoder = value;
      return this;
    }

    /** What becomes of negative cells. Default: {@link NegativeDensities#KEEP}. */
    public Builder negativeDensities(NegativeDensities value) {
      negativeDensities = value;
      return this;
    }

    /** What runs the network. Default: {@link AutomaticEngine}, the fastest that can run it. */
    public Builder engine(Engine value) {
      engine = value;
      return this;
    }

    /**
     * How many bytes one pass of the network may take: its buffers outside the heap and the floats
     * in the heap that go in and out. A picture whose pass fits runs whole; a larger one in tiles
     * that overlap as far as the network sees, with the same result to 1e-5 of the map's largest
     * value.
     *
     * <p>Not covered are the decoded picture (3 bytes per pixel), the weights, and what the engine
     * keeps for pictures of other sizes. Default: 2 GiB, or half of the heap's limit where that is
     * less.
     */
    public Builder memoryBudget(long bytes) {
      memoryBudget = bytes;
      return this;
    }

    /** Who is told how far the count of a picture is. Default: nobody. */
    public Builder tileListener(TileListener value) {
      tileListener = value;
      return this;
    }

    /** Who is told what became of each picture. Default: nobody. */
    public Builder countListener(CountListener value) {
      countListener = value;
      return this;
    }

    /**
     * Compiles the network.
     *
     * @throws IllegalArgumentException if the memory budget is too small for one tile; the message
     *     says what budget would do
     * @throws io.github.crowdrank.engine.EngineException if no engine can run it here
     */
    public CrowdCounter build() {
      return new CrowdCounter(this);
    }
  }
}
