package io.github.crowdrank.train;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.train.RandomStreams.Stream;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.Evaluator;
import io.github.crowdrank.train.evaluation.ImageFailure;
import io.github.crowdrank.train.evaluation.NestedOrder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the validation images, and nested patches of some of them, which are the same each time.
 */
final class Validator {
  private static final int RANKED_IMAGES = 20;

  private final CrowdDataset dataset;
  private final Engine engine;
  private final RankedPatchSampler rankedSampler;
  private final RandomStreams random;
  private final Reaction brokenImage;

  Validator(
      CrowdDataset dataset,
      Engine engine,
      RankedPatchSampler rankedSampler,
      RandomStreams random,
      Reaction brokenImage) {
    this.dataset = dataset;
    this.engine = engine;
    this.rankedSampler = rankedSampler;
    this.random = random;
    this.brokenImage = brokenImage;
  }

  /**
   * What a validation measures, on those images that are not broken.
   *
   * @param ranking of no pairs where none of the counted images could be read once more
   * @param broken those that could not be counted or, counted, not be read once more to be ranked
   */
  record Measured(
      CountingErrors errors,
      RankingAccuracy ranking,
      RankingStatistics statistics,
      List<BrokenImage> broken) {}

  /** Returns null if {@code stopping} became true before the end. */
  @Nullable Measured validate(CrowdModel model, BooleanSupplier stopping) throws IOException {
    try (CrowdCounter counter = CrowdCounter.builder(model).engine(engine).build()) {
      Evaluator.Builder evaluator =
          Evaluator.builder()
              .countsOnly()
              .listener(
                  (done, total, result) -> {
                    if (stopping.getAsBoolean()) {
                      throw new CancellationException();
                    }
                  });
      if (brokenImage == Reaction.SKIP) {
        evaluator.collectFailures();
      }
      Evaluation evaluation = evaluator.build().evaluate(counter, dataset);
      Map<String, IOException> problems = new HashMap<>();
      for (ImageFailure failure : evaluation.failures()) {
        problems.put(failure.id(), failure.problem());
      }
      List<Double> counts = rankedCounts(counter, problems);
      return new Measured(
          evaluation.errors(), accuracy(counts), statistics(counts), broken(problems));
    } catch (CancellationException e) {
      return null;
    }
  }

  private List<BrokenImage> broken(Map<String, IOException> problems) {
    TrainingImages images = TrainingImages.of(dataset, brokenImage);
    List<BrokenImage> broken = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      IOException problem = problems.get(dataset.id(i));
      if (problem != null) {
        broken.add(new BrokenImage(images.source(i), problem));
      }
    }
    return broken;
  }

  /**
   * Counts nested crops, one chain after the other.
   *
   * @param problems of broken images, by id; gets those of images that turn out to be broken
   */
  private List<Double> rankedCounts(CrowdCounter counter, Map<String, IOException> problems)
      throws IOException {
    List<Double> counts = new ArrayList<>();
    int most = RANKED_IMAGES * rankedSampler.patches();
    for (int i = 0; i < dataset.size() && counts.size() < most; i++) {
      RgbImage image = problems.containsKey(dataset.id(i)) ? null : imageAgain(i, problems);
      if (image == null) {
        continue;
      }
      double[] chain =
          NestedOrder.counts(
              counter, image, rankedSampler, random.at(Stream.VALIDATION_PATCHES, i));
      for (double count : chain) {
        counts.add(count);
      }
    }
    return counts;
  }

  /** An image that was counted before; null where it is broken by now and may be skipped. */
  private @Nullable RgbImage imageAgain(int item, Map<String, IOException> problems)
      throws IOException {
    try {
      return dataset.image(item);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      if (brokenImage == Reaction.STOP) {
        throw e;
      }
      problems.put(dataset.id(item), e);
      return null;
    }
  }

  private RankingAccuracy accuracy(List<Double> counts) {
    int patches = rankedSampler.patches();
    RankingAccuracy accuracy = RankingAccuracy.empty();
    for (int from = 0; from < counts.size(); from += patches) {
      double[] chain =
          counts.subList(from, from + patches).stream().mapToDouble(Double::doubleValue).toArray();
      accuracy = accuracy.plus(RankingAccuracy.of(chain));
    }
    return accuracy;
  }

  private RankingStatistics statistics(List<Double> counts) {
    if (counts.isEmpty()) {
      return new RankingStatistics(0, 0, 0, Double.NaN);
    }
    float[] maps = new float[counts.size()];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = counts.get(i).floatValue();
    }
    return RankingStatistics.of(maps, maps.length, rankedSampler.patches());
  }
}
