package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.CoordinateOrigin;
import io.github.crowdrank.data.reader.FaultyImages;
import io.github.crowdrank.data.reader.OutsidePoints;
import io.github.crowdrank.data.reader.ReadingRules;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How annotation files become points. */
final class ReadingRulesOptions {
  /** What {@link OutsidePoints} are called here. */
  private enum Outside {
    CLIP(OutsidePoints.CLIP_TO_BORDER),
    DROP(OutsidePoints.DROP),
    FAIL(OutsidePoints.FAIL);

    private final OutsidePoints rule;

    Outside(OutsidePoints rule) {
      this.rule = rule;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--outside",
      paramLabel = "RULE",
      description =
          "points outside their image: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Outside outside = Outside.CLIP;

  /** What {@link FaultyImages} are called here. */
  private enum Faulty {
    LEAVE_OUT(FaultyImages.LEAVE_OUT),
    FAIL(FaultyImages.FAIL);

    private final FaultyImages rule;

    Faulty(FaultyImages rule) {
      this.rule = rule;
    }

    @Override
    public String toString() {
      return name().replace('_', '-').toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--faulty",
      paramLabel = "RULE",
      description = "images with a fault: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Faulty faulty = Faulty.FAIL;

  /** What {@link CoordinateOrigin} is called here. */
  private enum Origin {
    ZERO(CoordinateOrigin.AS_ANNOTATED),
    MATLAB(CoordinateOrigin.MATLAB);

    private final CoordinateOrigin rule;

    Origin(CoordinateOrigin rule) {
      this.rule = rule;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--origin",
      paramLabel = "RULE",
      description =
          "where coordinates are counted from: zero, or matlab, the first pixel's centre being (1, 1)"
              + " (default: ${DEFAULT-VALUE})")
  private Origin origin = Origin.ZERO;

  ReadingRules rules() {
    return ReadingRules.defaults()
        .withOutsidePoints(outside.rule)
        .withFaultyImages(faulty.rule)
        .withOrigin(origin.rule);
  }
}
