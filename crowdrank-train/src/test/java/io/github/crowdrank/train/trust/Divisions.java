package io.github.crowdrank.train.trust;

import io.github.crowdrank.CountSpread;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.CountPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Counted images, divided again and again into some to calibrate on and others to check. */
final class Divisions {
  private Divisions() {}

  /** A count with its deviation and the number of heads. */
  record Known(double count, double deviation, int truth) {
    static Known of(CrowdCounter counter, RgbImage image, int truth) {
      CountSpread spread = CountSpread.of(counter, image);
      return new Known(spread.estimate().count(), spread.deviation(), truth);
    }
  }

  private static Calibration calibration(List<Known> calibrating) {
    return new Calibration(
        CountCurve.IDENTITY,
        calibrating.stream()
            .map(it -> Calibration.score(it.count, it.deviation, it.truth))
            .toList());
  }

  /** Share of the checked images whose interval holds the truth. */
  static double coverage(List<Known> calibrating, List<Known> checked, double confidence) {
    Calibration calibration = calibration(calibrating);
    long held =
        checked.stream()
            .filter(
                it -> calibration.interval(it.count, it.deviation, confidence).contains(it.truth))
            .count();
    return (double) held / checked.size();
  }

  /** The mean over random halves. */
  static double meanCoverage(List<Known> images, double confidence, int divisions, long seed) {
    Random random = new Random(seed);
    List<Known> shuffled = new ArrayList<>(images);
    double sum = 0;
    for (int i = 0; i < divisions; i++) {
      Collections.shuffle(shuffled, random);
      int half = shuffled.size() / 2;
      sum +=
          coverage(shuffled.subList(0, half), shuffled.subList(half, shuffled.size()), confidence);
    }
    return sum / divisions;
  }

  /** Mean absolute errors of the counts as they are and as a curve of the other half has them. */
  record Errors(double plain, double corrected) {}

  /** The mean over random halves, one to fit the curve of and one to check. */
  static Errors meanErrors(List<Known> images, int divisions, long seed) {
    Random random = new Random(seed);
    List<Known> shuffled = new ArrayList<>(images);
    double plain = 0;
    double corrected = 0;
    for (int i = 0; i < divisions; i++) {
      Collections.shuffle(shuffled, random);
      int half = shuffled.size() / 2;
      CountCurve curve =
          IsotonicRegression.fit(
              shuffled.subList(0, half).stream()
                  .map(it -> new CountPair(it.truth, it.count))
                  .toList());
      List<Known> checked = shuffled.subList(half, shuffled.size());
      plain += meanError(checked, CountCurve.IDENTITY);
      corrected += meanError(checked, curve);
    }
    return new Errors(plain / divisions, corrected / divisions);
  }

  private static double meanError(List<Known> images, CountCurve curve) {
    return images.stream()
        .mapToDouble(it -> Math.abs(curve.at(it.count) - it.truth))
        .average()
        .orElseThrow();
  }

  /** Width of the intervals as a share of the count, calibrated on the same images. */
  static double meanWidth(List<Known> images, double confidence) {
    Calibration calibration = calibration(images);
    return images.stream()
        .filter(it -> it.count > 0)
        .mapToDouble(
            it -> {
              CountInterval interval = calibration.interval(it.count, it.deviation, confidence);
              return (interval.high() - interval.low()) / it.count;
            })
        .average()
        .orElseThrow();
  }
}
