package io.github.crowdrank.train;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.engine.Engine;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** What a validation measures, on those images that are not broken. */
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
      Map<String, ImageFailure> failures =
          evaluation.failures().stream()
              .collect(Collectors.toMap(ImageFailure::id, Function.identity()));
      List<Double> counts = rankedCounts(counter, failures.keySet());
      return new Measured(
          evaluation.errors(), accuracy(counts), statistics(counts), broken(failures));
    } catch (CancellationException e) {
      return null;
    }
  }

  private List<BrokenImage> broken(Map<String, ImageFailure> failures) {
    TrainingImages images = TrainingImages.of(dataset, brokenImage);
    List<BrokenImage> broken = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      ImageFailure failure = failures.get(dataset.id(i));
      if (failure != null) {
        broken.add(new BrokenImage(images.source(i), failure.problem()));
      }
    }
    return broken;
  }

  private List<Double> rankedCounts(CrowdCounter counter, Set<String> broken) throws IOException {
    List<Double> counts = new ArrayList<>();
    int images = Math.min(RANKED_IMAGES, dataset.size() - broken.size());
    for (int i = 0; counts.size() < images * rankedSampler.patches(); i++) {
      if (broken.contains(dataset.id(i))) {
        continue;
      }
      double[] chain =
          NestedOrder.counts(
              counter, dataset.image(i), rankedSampler, random.at(Stream.VALIDATION_PATCHES, i));
      for (double count : chain) {
        counts.add(count);
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
