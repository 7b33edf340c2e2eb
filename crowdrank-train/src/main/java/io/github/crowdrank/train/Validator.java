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
import io.github.crowdrank.train.evaluation.Evaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  Validator(
      CrowdDataset dataset, Engine engine, RankedPatchSampler rankedSampler, RandomStreams random) {
    this.dataset = dataset;
    this.engine = engine;
    this.rankedSampler = rankedSampler;
    this.random = random;
  }

  /** What a validation measures. */
  record Measured(CountingErrors errors, RankingAccuracy ranking, RankingStatistics statistics) {}

  /** Returns null if {@code stopping} became true before the end. */
  @Nullable Measured validate(CrowdModel model, BooleanSupplier stopping) throws IOException {
    try (CrowdCounter counter = CrowdCounter.builder(model).engine(engine).build()) {
      Evaluator evaluator =
          Evaluator.builder()
              .countsOnly()
              .listener(
                  (done, total, result) -> {
                    if (stopping.getAsBoolean()) {
                      throw new CancellationException();
                    }
                  })
              .build();
      CountingErrors errors = evaluator.evaluate(counter, dataset).errors();
      List<Double> counts = rankedCounts(counter);
      return new Measured(errors, accuracy(counts), statistics(counts));
    } catch (CancellationException e) {
      return null;
    }
  }

  private List<Double> rankedCounts(CrowdCounter counter) throws IOException {
    List<Double> counts = new ArrayList<>();
    int images = Math.min(RANKED_IMAGES, dataset.size());
    for (int i = 0; i < images; i++) {
      for (RgbImage patch :
          rankedSampler.sample(dataset.image(i), random.at(Stream.VALIDATION_PATCHES, i))) {
        counts.add(counter.estimate(patch).count());
      }
    }
    return counts;
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
    float[] maps = new float[counts.size()];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = counts.get(i).floatValue();
    }
    return RankingStatistics.of(maps, maps.length, rankedSampler.patches());
  }
}
