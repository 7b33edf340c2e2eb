package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.FoldErrors;
import io.github.crowdrank.metric.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The errors of one row on the images of one column, all folds and seeds done. Held out of each
 * fold's own images to learn from, a photograph may be judged by several folds: it is one image all
 * the same, and its errors are averaged.
 *
 * @param images judged on with each seed, those of all folds together, each once
 * @param mae mean absolute error over the images of all folds, in persons
 * @param mse root of the mean squared error over the images of all folds, in persons
 * @param meanOfFolds the mean of the folds' MSE, each a root, in persons; the same as {@code mse}
 *     where there are no folds
 * @param foldMaes MAE of each fold, over the seeds; one where there are no folds
 * @param interval 95 % bootstrap interval of the MAE over images; empty for less than 2 images
 * @param perImage true counts, and estimates that are off by the image's mean error over the folds
 *     and seeds
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
  static Score of(List<List<List<ImageCount>>> seeds) {
    List<FoldErrors> errors = seeds.stream().map(Score::foldErrors).toList();
    List<Photographs> photographs =
        seeds.stream().map(folds -> new Photographs(folds.stream().flatMap(List::stream))).toList();
    List<CountPair> perImage =
        new Photographs(seeds.stream().flatMap(List::stream).flatMap(List::stream)).meanErrors();
    return new Score(
        perImage.size(),
        SeedMean.of(photographs.stream().map(Photographs::mae).toList()),
        SeedMean.of(photographs.stream().map(Photographs::mse).toList()),
        SeedMean.of(errors.stream().map(FoldErrors::meanMse).toList()),
        IntStream.range(0, seeds.get(0).size()).mapToObj(fold -> foldMae(errors, fold)).toList(),
        perImage.size() < 2
            ? Optional.empty()
            : Optional.of(
                Bootstrap.standard()
                    .mean(perImage.stream().mapToDouble(CountPair::absoluteError).toArray())),
        perImage);
  }

  private static FoldErrors foldErrors(List<List<ImageCount>> folds) {
    return FoldErrors.of(
        folds.stream().map(fold -> fold.stream().map(ImageCount::pair).toList()).toList());
  }

  private static SeedMean foldMae(List<FoldErrors> seeds, int fold) {
    return SeedMean.of(
        seeds.stream()
            .map(FoldErrors::folds)
            .map(folds -> folds.get(fold))
            .map(CountingErrors::mae)
            .toList());
  }
}
