package io.github.crowdrank.data.clean;

import io.github.crowdrank.data.clean.Verdict.Dropped;
import io.github.crowdrank.image.RgbImage;
import java.util.Locale;
import java.util.Optional;

/** What a picture has to be by itself. */
record CleaningRules(int leastSide, double leastBrightness, double leastEntropy, double mostFlat) {
  Optional<Dropped> check(String id, RgbImage image) {
    if (Math.min(image.width(), image.height()) < leastSide) {
      return dropped(id, DropReason.TOO_SMALL, image.width() + "x" + image.height() + " pixels");
    }
    PictureStatistics statistics = PictureStatistics.of(image);
    if (statistics.brightness() < leastBrightness) {
      return dropped(id, DropReason.TOO_DARK, format("mean grey %.1f", statistics.brightness()));
    }
    if (statistics.entropy() < leastEntropy) {
      return dropped(id, DropReason.NO_PHOTOGRAPH, format("entropy %.2f", statistics.entropy()));
    }
    if (statistics.flatShare() > mostFlat) {
      return dropped(
          id, DropReason.NO_PHOTOGRAPH, format("%.0f %% flat", 100 * statistics.flatShare()));
    }
    return Optional.empty();
  }

  private static String format(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  private static Optional<Dropped> dropped(String id, DropReason reason, String figure) {
    return Optional.of(new Dropped(id, reason, figure));
  }
}
