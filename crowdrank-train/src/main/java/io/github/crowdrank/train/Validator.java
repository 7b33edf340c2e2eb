package io.github.crowdrank.train;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.train.RandomStreams.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
  record Measured(CountingErrors errors, RankingStatistics ranking) {}

  Measured validate(CrowdModel model) throws IOException {
    try (CrowdCounter counter = CrowdCounter.builder(model).engine(engine).build()) {
      CountingErrors errors = new Evaluator().evaluate(counter, dataset).errors();
      return new Measured(errors, ranking(counter));
    }
  }

  private RankingStatistics ranking(CrowdCounter counter) throws IOException {
    List<Double> counts = new ArrayList<>();
    int images = Math.min(RANKED_IMAGES, dataset.size());
    for (int i = 0; i < images; i++) {
      for (RgbImage patch :
          rankedSampler.sample(dataset.image(i), random.at(Stream.VALIDATION_PATCHES, i))) {
        counts.add(counter.estimate(patch).count());
      }
    }
    float[] maps = new float[counts.size()];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = counts.get(i).floatValue();
    }
    return RankingStatistics.of(maps, maps.length, rankedSampler.patches());
  }
}
