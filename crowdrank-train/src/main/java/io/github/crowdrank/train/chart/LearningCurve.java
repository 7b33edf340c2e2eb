package io.github.crowdrank.train.chart;

import io.github.crowdrank.train.chart.LogRow.Progress;
import io.github.crowdrank.train.chart.LogRow.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a {@link TrainingLog} over the steps as one SVG, a panel below the other: the loss
 * on a logarithmic axis, the share of ranked pairs in the wrong order, the mean absolute error of
 * the validation images. A panel without figures is left out.
 */
public final class LearningCurve {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 200;
  private static final String COLOR = "#2b7a78";

  private LearningCurve() {}

  /**
   * Draws the curves.
   *
   * @throws IllegalArgumentException if there is no panel with two points
   */
  public static String svg(String title, List<LogRow> rows) {
    List<Plot> panels = new ArrayList<>();
    List<double[]> loss = points(rows, LearningCurve::loss);
    if (loss.size() > 1) {
      panels.add(panel(title, loss, logarithmic("loss", loss)));
    }
    List<double[]> violated = points(rows, LearningCurve::violated);
    if (violated.size() > 1) {
      panels.add(panel("", violated, fromZero("violated pairs, %", violated)));
    }
    List<double[]> error = points(rows, LearningCurve::error);
    if (error.size() > 1) {
      panels.add(panel("", error, fromZero("validation MAE", error)));
    }
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(title + ": a curve needs two rows of one kind or more");
    }
    return Plot.below(panels);
  }

  private static double loss(LogRow row) {
    return row instanceof Progress progress ? progress.loss() : Double.NaN;
  }

  private static double violated(LogRow row) {
    return row instanceof Progress progress ? 100 * progress.violated() : Double.NaN;
  }

  private static double error(LogRow row) {
    return row instanceof Validation validation ? validation.mae() : Double.NaN;
  }

  private static List<double[]> points(List<LogRow> rows, ToDoubleFunction<LogRow> value) {
    return rows.stream()
        .map(row -> new double[] {row.step(), value.applyAsDouble(row)})
        .filter(point -> Double.isFinite(point[1]))
        .sorted(Comparator.comparingDouble(point -> point[0]))
        .toList();
  }

  private static Plot panel(String title, List<double[]> points, Axis up) {
    double last = points.get(points.size() - 1)[0];
    return new Plot(title, Axis.linear("step", 0, last), up, WIDTH, HEIGHT).line(points, COLOR);
  }

  private static Axis fromZero(String label, List<double[]> points) {
    return Axis.linear(label, 0, Math.max(1e-6, 1.05 * largest(points)));
  }

  /** A loss of exactly 0 lies on the bottom line. */
  private static Axis logarithmic(String label, List<double[]> points) {
    double high = Math.max(1e-6, largest(points));
    double low =
        points.stream().mapToDouble(point -> point[1]).filter(v -> v > 0).min().orElse(high);
    return Axis.logarithmic(label, Math.min(low, 0.5 * high), 1.1 * high);
  }

  private static double largest(List<double[]> points) {
    return points.stream().mapToDouble(point -> point[1]).max().orElseThrow();
  }
}
