package io.github.crowdrank;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.network.FeatureMaps;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * is counted. Close it to free the memory of its network.
 */
public final class CrowdCounter implements AutoCloseable {
  private final CrowdModel model;
  private final ImageDecoder decoder;
  private final NegativeDensities negativeDensities;
  private final InferenceNetwork network;

  private CrowdCounter(Builder builder) {
    this.model = builder.model;
    this.decoder = builder.decoder;
    this.negativeDensities = builder.negativeDensities;
    Engine engine = builder.engine == null ? AutomaticEngine.create() : builder.engine;
    this.network = engine.compile(model.network(), model.weights());
  }

  /**
   * A counter with the model of a file.
   *
   * @throws IOException if the file cannot be read or is no model; the message says why
   */
  public static CrowdCounter load(Path modelFile) throws IOException {
    return builder(ModelFile.read(modelFile)).build();
  }

  /**
   * A counter with the model of a stream, which is read to its end and not closed.
   *
   * @throws IOException if the stream cannot be read or holds no model; the message says why
   */
  public static CrowdCounter load(InputStream modelStream) throws IOException {
    return builder(ModelFile.read(modelStream, "the stream")).build();
  }

  /** A counter with a model that comes with the library. */
  public static CrowdCounter load(BundledModel bundled) {
    return builder(bundled.load()).build();
  }

  /** Choices for a counter with the given model. */
  public static Builder builder(CrowdModel model) {
    return new Builder(model);
  }

  /**
   * The number of people in a picture file: JPEG, PNG, GIF or BMP.
   *
   * @throws IOException if the file cannot be read, or is no picture, damaged or too large
   * @throws IllegalStateException if the counter is closed
   * @throws OutOfMemoryError if the network's numbers for a picture of this size do not fit the
   *     heap: about 12 bytes per pixel, and several times that outside the heap
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

  /** The number of people in a decoded picture. */
  public double count(BufferedImage image) {
    return estimate(image).count();
  }

  /** As {@link #count(Path)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(Path image) throws IOException {
    long start = System.nanoTime();
    return estimate(decoder.decode(image), start);
  }

  /** As {@link #count(InputStream)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(InputStream image) throws IOException {
    long start = System.nanoTime();
    return estimate(decoder.decode(image), start);
  }

  /** As {@link #count(byte[])}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(byte[] image) throws IOException {
    long start = System.nanoTime();
    return estimate(decoder.decode(image), start);
  }

  /** As {@link #count(BufferedImage)}, with the density map, warnings and the time it took. */
  public CrowdEstimate estimate(BufferedImage image) {
    long start = System.nanoTime();
    return estimate(decoder.decode(image), start);
  }

  /** The density of the people in an upright picture of RGB pixels. */
  public CrowdEstimate estimate(RgbImage image) {
    return estimate(new DecodedImage(image, List.of()), System.nanoTime());
  }

  private CrowdEstimate estimate(DecodedImage image, long start) {
    FeatureMaps input = model.preprocessing().apply(image.image(), model.network().sizeMultiple());
    FeatureMaps output = network.forward(input);
    if (negativeDensities == NegativeDensities.CLAMP) {
      clamp(output.values());
    }
    DensityMap density = DensityMap.of(output.width(), output.height(), output.values());
    return new CrowdEstimate(
        density.sum(),
        density,
        model.network().stride(),
        image.warnings(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  /** The model it counts with. */
  public CrowdModel model() {
    return model;
  }

  /** What runs, for people: the engine and what it made of the network. */
  public String describe() {
    return network.describe();
  }

  /**
   * Frees the network. Later counts throw {@link IllegalStateException}; a second call does
   * nothing.
   */
  @Override
  public void close() {
    network.close();
  }

  /** Choices for a {@link CrowdCounter}. */
  public static final class Builder {
    private final CrowdModel model;
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
     * Compiles the network.
     *
     * @throws io.github.crowdrank.engine.EngineException if no engine can run it here
     */
    public CrowdCounter build() {
      return new CrowdCounter(this);
    }
  }
}
