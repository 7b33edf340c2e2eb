package io.github.crowdrank.train.trust;

import io.github.crowdrank.CountSpread;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.FileProblem;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calibrates models on annotated images, which have to be none of those the model learned from: on
 * images it knows, it is better than on any other, and its intervals are too narrow. Immutable;
 * safe for many threads if its {@link ImageProgress} is.
 */
public final class Calibrator {
  private final boolean correctCounts;
  private final long seed;
  private final @Nullable Engine engine;
  private final ImageProgress progress;

  private Calibrator(Builder builder) {
    this.correctCounts = builder.correctCounts;
    this.seed = builder.seed;
    this.engine = builder.engine;
    this.progress = builder.progress;
  }

  /** Choices, each with a default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The model with a new calibration, of which its card tells; an older one is forgotten.
   *
   * @throws IOException if an image or annotation cannot be read or an image cannot be counted; the
   *     message names the dataset and the image
   * @throws IllegalArgumentException if there is no image, or only one where counts are to be
   *     corrected
   * @throws io.github.crowdrank.MemoryBudgetException if the heap is too small for one tile
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot run the network
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while an image
   *     is counted; it stays interrupted
   */
  public CrowdModel calibrate(CrowdModel model, CrowdDataset annotated) throws IOException {
    if (annotated.size() == 0) {
      throw new IllegalArgumentException("dataset " + annotated.name() + " has no images");
    }
    CrowdDataset forScores = annotated;
    CountCurve curve = CountCurve.IDENTITY;
    int done = 0;
    if (correctCounts) {
      Split halves = annotated.split(0.5, new SplittableRandom(seed));
      forScores = halves.validation();
      curve = curve(model.withCalibration(Calibration.NONE), halves.train(), annotated.size());
      done = halves.train().size();
    }
    CrowdModel corrected = model.withCalibration(new Calibration(curve, List.of()));
    List<Double> scores = new ArrayList<>();
    try (CrowdCounter counter = counter(corrected)) {
      for (int i = 0; i < forScores.size(); i++) {
        CountSpread spread = named(forScores, i, image -> CountSpread.of(counter, image));
        int truth = forScores.heads(i).size();
        scores.add(Calibration.score(spread.estimate().count(), spread.deviation(), truth));
        progress.imageDone(++done, annotated.size());
      }
    }
    return model
        .withCard(card(model.card(), annotated))
        .withCalibration(new Calibration(curve, scores));
  }

  private ModelCard card(ModelCard card, CrowdDataset annotated) {
    Map<String, String> facts = new LinkedHashMap<>(card.facts());
    facts.put(
        "calibration",
        annotated.size()
            + " images of "
            + annotated.name()
            + (correctCounts ? ", half of them to correct counts, seed " + seed : ""));
    return new ModelCard(card.name(), card.description(), facts);
  }

  private CountCurve curve(CrowdModel model, CrowdDataset images, int total) throws IOException {
    List<CountPair> counts = new ArrayList<>();
    try (CrowdCounter counter = counter(model)) {
      for (int i = 0; i < images.size(); i++) {
        double estimate = named(images, i, counter::estimate).count();
        counts.add(new CountPair(images.heads(i).size(), estimate));
        progress.imageDone(i + 1, total);
      }
    }
    return IsotonicRegression.fit(counts);
  }

  /** Tells which image it was that cannot be read or counted. */
  private static <T> T named(CrowdDataset images, int index, Function<RgbImage, T> count)
      throws IOException {
    try {
      return count.apply(images.image(index));
    } catch (IOException | IllegalArgumentException | EngineException e) {
      throw new IOException(
          "%s, image %s: %s".formatted(images.name(), images.id(index), FileProblem.typed(e)), e);
    } catch (OutOfMemoryError e) {
      throw ImageMemoryException.ofCount(images.name() + ", image " + images.id(index), e);
    }
  }

  private CrowdCounter counter(CrowdModel model) {
    return CrowdCounter.builder(model)
        .engine(Objects.requireNonNullElseGet(engine, AutomaticEngine::create))
        .build();
  }

  /** Choices for a {@link Calibrator}. */
  public static final class Builder {
    private boolean correctCounts;
    private long seed = 1;
    private @Nullable Engine engine;
    private ImageProgress progress = ImageProgress.NONE;

    private Builder() {}

    /**
     * Corrects counts, too: by a rising curve fitted to half of the images, so that the intervals
     * are calibrated on the other half. Worth while from some hundred images on. Off unless set.
     */
    public Builder correctCounts() {
      correctCounts = true;
      return this;
    }

    /** Which images these halves are; 1 unless set. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** What runs the network. Default: {@link AutomaticEngine}. */
    public Builder engine(Engine value) {
      engine = value;
      return this;
    }

    /** Who is told of each image counted. Default: nobody. */
    public Builder progress(ImageProgress value) {
      progress = value;
      return this;
    }

    /** The calibrator. */
    public Calibrator build() {
      return new Calibrator(this);
    }
  }
}
