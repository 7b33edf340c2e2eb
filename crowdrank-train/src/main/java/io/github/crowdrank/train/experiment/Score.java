package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.FoldErrors;
import io.github.crowdrank.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The errors of one row on the images of one column, all folds and seeds done.
 *
 * @param images judged on with each seed, those of all folds together
 * @param mae mean absolute error over the images of all folds, in persons
 * @param mse root of the mean squared error over the images of all folds, in persons
 * @param meanOfFolds the mean of the folds' MSE, each a root, in persons; the same as {@code mse}
 *     where there are no folds
 * @param foldMaes MAE of each fold, over the seeds; one where there are no folds
 * @param interval 95 % bootstrap interval of the MAE over images; empty for less than 2 images
 * @param perImage true counts, and estimates that are off by the image's mean error over the seeds
 */
public record Score(
    int images,
    SeedMean mae,
    SeedMean mse,
    SeedMean meanOfFolds,
    List<SeedMean> foldMaes,
    Optional<Interval> interval,
    List<CountPair> perImage) {
  /** Copies the lists. */
  public Score {
    foldMaes = List.copyOf(foldMaes);
    perImage = List.copyOf(perImage);
  }

  /**
   * Errors of counts.
   *
   * @param seeds for each seed, for each fold, the counts of its images; the same images for each
   *     seed
   */
  static Score of(List<List<List<CountPair>>> seeds) {
    List<FoldErrors> errors = seeds.stream().map(FoldErrors::of).toList();
    List<CountPair> perImage = perImage(seeds);
    return new Score(
        perImage.size(),
        SeedMean.of(errors.stream().map(seed -> seed.pooled().mae()).toList()),
        SeedMean.of(errors.stream().map(seed -> seed.pooled().mse()).toList()),
        SeedMean.of(errors.stream().map(FoldErrors::meanMse).toList()),
        IntStream.range(0, seeds.get(0).size()).mapToObj(fold -> foldMae(errors, fold)).toList(),
        perImage.size() < 2
            ? Optional.empty()
            : Optional.of(
                Bootstrap.standard()
                    .mean(perImage.stream().mapToDouble(CountPair::absoluteError).toArray())),
        perImage);
  }

  private static SeedMean foldMae(List<FoldErrors> seeds, int fold) {
    return SeedMean.of(
        seeds.stream()
            .map(FoldErrors::folds)
            .map(folds -> folds.get(fold))
            .map(CountingErrors::mae)
            .toList());
  }

  /** Seeds do not make more images: each image has one error, its mean over the seeds. */
  private static List<CountPair> perImage(List<List<List<CountPair>>> seeds) {
    List<List<CountPair>> flat =
        seeds.stream().map(seed -> seed.stream().flatMap(List::stream).toList()).toList();
    List<CountPair> images = new ArrayList<>();
    for (int i = 0; i < flat.get(0).size(); i++) {
      int image = i;
      double truth = flat.get(0).get(image).truth();
      double error =
          flat.stream()
              .mapToDouble(seed -> seed.get(image).absoluteError())
              .average()
              .orElseThrow();
      images.add(new CountPair(truth, truth + error));
    }
    return images;
  }
}
