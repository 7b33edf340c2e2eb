package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.GridAverageError;
import io.github.crowdrank.metric.Localization;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapScaling;
import io.github.crowdrank.metric.MapSimilarity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts every image of a dataset and compares with its annotation. The next images are read while
 * one is counted; results come in the order of the dataset and do not depend on it. Immutable; safe
 * for many threads if its {@link EvaluationListener} is.
 */
public final class Evaluator {
  private static final int GRID_LEVELS = 4;

  private final EvaluationMode mode;
  private final GroundTruth groundTruth;
  private final boolean countsOnly;
  private final Localization localization;
  private final MapScaling mapScaling;
  private final boolean collectFailures;
  private final int lookAhead;
  private final EvaluationListener listener;

  private Evaluator(Builder builder) {
    this.mode = builder.mode;
    this.groundTruth = builder.groundTruth;
    this.countsOnly = builder.countsOnly;
    this.localization = builder.localization;
    this.mapScaling = builder.mapScaling;
    this.collectFailures = builder.collectFailures;
    this.lookAhead = builder.lookAhead;
    this.listener = builder.listener;
  }

  /** Choices, each with a default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Evaluates a counter.
   *
   * @throws IOException if an image or annotation cannot be read or an image cannot be counted; the
   *     message names the dataset and the image. Where failures are collected, if all images fail
   * @throws IllegalArgumentException if the dataset is empty
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public Evaluation evaluate(CrowdCounter counter, CrowdDataset dataset) throws IOException {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("dataset " + dataset.name() + " has no images");
    }
    List<ImageResult> results = new ArrayList<>();
    List<ImageFailure> failures = new ArrayList<>();
    try (ImagesAhead images = new ImagesAhead(dataset, lookAhead)) {
      for (int i = 0; i < dataset.size(); i++) {
        ImageResult result;
        try {
          result = named(counter, dataset, i, images.next());
        } catch (IOException e) {
          if (!collectFailures) {
            throw e;
          }
          ImageFailure failure = new ImageFailure(dataset.id(i), e);
          failures.add(failure);
          listener.onFailure(i + 1, dataset.size(), failure);
          continue;
        }
        results.add(result);
        listener.onImage(i + 1, dataset.size(), result);
      }
    }
    if (results.isEmpty()) {
      throw new IOException(
          "no image of %s could be counted; the first: %s"
              .formatted(dataset.name(), failures.get(0).problem().getMessage()),
          failures.get(0).problem());
    }
    return new Evaluation(dataset.name(), results, failures);
  }

  /** Tells which image it was that cannot be counted. */
  private ImageResult named(
      CrowdCounter counter, CrowdDataset dataset, int index, ImagesAhead.Annotated annotated)
      throws IOException {
    String id = dataset.id(index);
    try {
      return judge(counter, id, annotated.image(), annotated.heads());
    } catch (IllegalArgumentException | EngineException e) {
      throw new IOException("%s, image %s: %s".formatted(dataset.name(), id, e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw ImageMemoryException.ofCount(dataset.name() + ", image " + id, e);
    }
  }

  private ImageResult judge(
      CrowdCounter counter, String id, RgbImage image, List<HeadPoint> heads) {
    CrowdEstimate estimate = estimate(counter, image);
    DensityMap density = estimate.density();
    CellGrid grid = CellGrid.ofStride(image.width(), image.height(), estimate.stride());
    List<Double> gridErrors = new ArrayList<>();
    for (int level = 0; level < GRID_LEVELS; level++) {
      gridErrors.add(
          GridAverageError.of(level, density, grid, heads, image.width(), image.height()));
    }
    return new ImageResult(
        id,
        heads.size(),
        groundTruth.map(heads, image.width(), image.height(), grid).sum(),
        estimate.count(),
        estimate.elapsed(),
        gridErrors,
        similarity(density, grid, heads, image),
        localization(density, grid, heads));
  }

  private CrowdEstimate estimate(CrowdCounter counter, RgbImage image) {
    if (mode instanceof EvaluationMode.WholeImage) {
      return counter.estimate(image, Long.MAX_VALUE);
    }
    if (mode instanceof EvaluationMode.Tiled tiled) {
      return counter.estimate(image, tiled.memoryBudget());
    }
    if (mode instanceof EvaluationMode.SlidingWindows windows) {
      long start = System.nanoTime();
      DensityMap density = new SlidingCounter(counter, windows).density(image);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new CrowdEstimate(density.sum(), density, 1, List.of(), elapsed);
    }
    return counter.estimate(image);
  }

  private @Nullable MapSimilarity similarity(
      DensityMap density, CellGrid grid, List<HeadPoint> heads, RgbImage image) {
    if (countsOnly) {
      return null;
    }
    CellGrid pixels = CellGrid.ofPixels(image.width(), image.height());
    DensityMap truth = groundTruth.map(heads, image.width(), image.height(), pixels);
    return MapSimilarity.of(truth, density, grid, mapScaling);
  }

  private @Nullable LocalizationCounts localization(
      DensityMap density, CellGrid grid, List<HeadPoint> heads) {
    return countsOnly ? null : localization.judge(density, grid, heads);
  }

  /** Choices for an {@link Evaluator}. */
  public static final class Builder {
    private EvaluationMode mode = EvaluationMode.asCounted();
    private GroundTruth groundTruth = GroundTruth.paper();
    private boolean countsOnly;
    private Localization localization = Localization.standard();
    private MapScaling mapScaling = MapScaling.TRUE_PEAK;
    private boolean collectFailures;
    private int lookAhead = 2;
    private EvaluationListener listener = (done, total, result) -> {};

    private Builder() {}

    /** How pictures pass the network. Default: as the counter counts any picture. */
    public Builder mode(EvaluationMode value) {
      mode = value;
      return this;
    }

    /** How true maps are painted. Default: {@link GroundTruth#paper()}. */
    public Builder groundTruth(GroundTruth value) {
      groundTruth = value;
      return this;
    }

    /**
     * Leaves out similarity and localisation, which take a few floats of memory and a fraction of a
     * microsecond for each pixel.
     */
    public Builder countsOnly() {
      countsOnly = true;
      return this;
    }

    /** How heads are found and matched. Default: {@link Localization#standard()}. */
    public Builder localization(Localization value) {
      localization = value;
      return this;
    }

    /** How maps become pictures for PSNR and SSIM. Default: {@link MapScaling#TRUE_PEAK}. */
    public Builder mapScaling(MapScaling value) {
      mapScaling = value;
      return this;
    }

    /** Goes on after images that cannot be read or counted. Default: the first one is thrown. */
    public Builder collectFailures() {
      collectFailures = true;
      return this;
    }

    /**
     * How many images may be read or waiting beside the one that is counted, 1 or more; each takes
     * 3 bytes per pixel. Default: 2.
     */
    public Builder lookAhead(int images) {
      lookAhead = images;
      return this;
    }

    /** Who is told of each image. Default: nobody. */
    public Builder listener(EvaluationListener value) {
      listener = value;
      return this;
    }

    /**
     * The evaluator.
     *
     * @throws IllegalArgumentException if the look-ahead is not positive
     */
    public Evaluator build() {
      if (lookAhead < 1) {
        throw new IllegalArgumentException("a look-ahead is 1 or more but was " + lookAhead);
      }
      return new Evaluator(this);
    }
  }
}
