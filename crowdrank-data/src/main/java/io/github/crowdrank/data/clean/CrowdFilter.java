package io.github.crowdrank.data.clean;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.clean.Verdict.Dropped;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.RgbImage;
import java.util.Locale;
import java.util.Optional;

/** How many people a picture has to show. */
record CrowdFilter(CrowdCounter counter, double leastPeople, double leastDensity) {
  Optional<Dropped> check(String id, RgbImage image) {
    double people;
    try {
      people = counter.estimate(image).count();
    } catch (IllegalArgumentException | EngineException e) {
      return Optional.of(
          new Dropped(id, DropReason.UNREADABLE, "cannot be counted: " + e.getMessage()));
    }
    double megapixels = image.width() * (double) image.height() / 1e6;
    if (people < leastPeople) {
      return dropped(id, "%.0f people", people);
    }
    if (people / megapixels < leastDensity) {
      return dropped(id, "%.0f people per megapixel", people / megapixels);
    }
    return Optional.empty();
  }

  private static Optional<Dropped> dropped(String id, String format, double figure) {
    return Optional.of(
        new Dropped(id, DropReason.TOO_FEW_PEOPLE, String.format(Locale.ROOT, format, figure)));
  }
}
