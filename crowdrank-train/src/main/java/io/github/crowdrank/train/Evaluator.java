package io.github.crowdrank.train;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.GridAverageError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts every image of a dataset and compares with its annotation. The true count is the number of
 * head points.
 */
public final class Evaluator {
  private static final int GRID_LEVELS = 4;

  private final EvaluationMode mode;
  private final Progress progress;

  /** Told of each image as it is done. */
  @FunctionalInterface
  public interface Progress {
    /**
     * An image is done.
     *
     * @param done how many are, from 1
     * @param total how many there are
     */
    void onImage(int done, int total, ImageResult result);
  }

  /** Counts whole images and tells nobody. */
  public Evaluator() {
    this((done, total, result) -> {});
  }

  /** Counts whole images and tells {@code progress} of each. */
  public Evaluator(Progress progress) {
    this(EvaluationMode.wholeImage(), progress);
  }

  /** Counts images as {@code mode} says and tells {@code progress} of each. */
  public Evaluator(EvaluationMode mode, Progress progress) {
    this.mode = mode;
    this.progress = progress;
  }

  /**
   * Evaluates a counter.
   *
   * @throws IOException if an image or annotation cannot be read
   * @throws IllegalArgumentException if the dataset is empty
   */
  public Evaluation evaluate(CrowdCounter counter, CrowdDataset dataset) throws IOException {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("dataset " + dataset.name() + " has no images");
    }
    List<ImageResult> results = new ArrayList<>();
    double[] gridErrors = new double[GRID_LEVELS];
    for (int i = 0; i < dataset.size(); i++) {
      List<HeadPoint> heads = dataset.heads(i);
      RgbImage image = dataset.image(i);
      CrowdEstimate estimate = estimate(counter, image);
      CellGrid grid =
          new CellGrid(
              0,
              0,
              estimate.stride(),
              estimate.stride(),
              estimate.density().width(),
              estimate.density().height());
      for (int level = 0; level < GRID_LEVELS; level++) {
        gridErrors[level] +=
            GridAverageError.of(
                    level, estimate.density(), grid, heads, image.width(), image.height())
                / dataset.size();
      }
      ImageResult result =
          new ImageResult(dataset.id(i), heads.size(), estimate.count(), estimate.elapsed());
      results.add(result);
      progress.onImage(i + 1, dataset.size(), result);
    }
    List<Double> truths = results.stream().map(result -> (double) result.truth()).toList();
    List<Double> estimates = results.stream().map(ImageResult::estimate).toList();
    List<Double> grid = new ArrayList<>();
    for (double error : gridErrors) {
      grid.add(error);
    }
    return new Evaluation(CountingErrors.of(truths, estimates), grid, results);
  }

  private CrowdEstimate estimate(CrowdCounter counter, RgbImage image) {
    if (!(mode instanceof EvaluationMode.SlidingWindows windows)) {
      return counter.estimate(image);
    }
    long start = System.nanoTime();
    DensityMap density = new SlidingCounter(counter, windows).density(image);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new CrowdEstimate(density.sum(), density, 1, List.of(), elapsed);
  }
}
