package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.PartiallyLabeled;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.Nesting;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.loss.PatchScore;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.TrainingScheme.LateMultiTask;
import io.github.crowdrank.train.TrainingScheme.MultiTask;
import io.github.crowdrank.train.experiment.RunPlan.Chosen;
import io.github.crowdrank.train.experiment.RunPlan.Material;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What makes ranking help, where it does: the multi-task scheme with few labels, one choice changed
 * at a time, beside counting alone.
 */
public final class RankingChoices {
  private static final String COUNTING = "counting only";

  private RankingChoices() {}

  /**
   * The experiment. Rows without a word on it rank the keyword images, where there are any, and all
   * images to learn from.
   *
   * @param setup its lambda, ranking loss and groups of ranked patches, one unless set, are those
   *     of the rows that change something else
   * @param share of the images whose labels are known, in percent, 1 to 100
   * @param parts named {@code part A} and {@code part B}, or one of them
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment experiment(
      ExperimentSetup setup, int share, List<Division> parts, UnlabeledPools unlabeled)
      throws IOException {
    Rows rows = new Rows(setup, share, unlabeled);
    double lambda = setup.lambda();
    RankingHingeLoss mean =
        Objects.requireNonNullElseGet(setup.rankingLoss(), setup.preset()::rankingLoss);
    rows.counting();
    rows.add("ranking, lambda " + number(lambda), new MultiTask(lambda), rows.task(mean));
    for (double other : new double[] {lambda / 10, 10 * lambda}) {
      rows.add("lambda " + number(other), new MultiTask(other), rows.task(mean));
    }
    rows.add(
        "logarithm of counts, lambda " + number(lambda / 10),
        new MultiTask(lambda / 10),
        rows.task(loss(mean, PatchScore.LOG, 0)));
    rows.add(
        "the same, margin of a tenth",
        new MultiTask(lambda / 10),
        rows.task(loss(mean, PatchScore.LOG, 0.1)));
    rows.add(
        "crops anywhere in each other",
        new MultiTask(lambda),
        rows.task(mean, setup.rankedPatches().toBuilder().nesting(Nesting.FREE).build(), 1));
    rows.add(
        rows.more() + " chains a step",
        new MultiTask(lambda),
        rows.task(mean, setup.rankedPatches(), 3));
    rows.add(
        "ranking from the second half on",
        new LateMultiTask(Math.max(1, setup.steps() / 2), lambda),
        rows.task(mean));
    rows.addWithPools(lambda, mean);
    return PaperExperiments.experiment(
        "ranking-choices",
        "What makes ranking help, with " + share + " % of the labels",
        setup,
        rows.plan,
        rows.plan.columns(parts),
        rows.comparisons);
  }

  private static RankingHingeLoss loss(RankingHingeLoss mean, PatchScore score, double margin) {
    return RankingHingeLoss.builder()
        .reduction(mean.reduction())
        .score(score)
        .margin(margin)
        .build();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.valueOf(value);
  }

  /** Collects the rows, each compared with counting alone. */
  private static final class Rows {
    private final ExperimentSetup setup;
    private final double share;
    private final UnlabeledPools unlabeled;
    private final RunPlan plan;
    private final List<Comparison> comparisons = new ArrayList<>();

    Rows(ExperimentSetup setup, int share, UnlabeledPools unlabeled) {
      this.setup = setup;
      this.share = share / 100.0;
      this.unlabeled = unlabeled;
      this.plan = new RunPlan(setup);
    }

    RankedTask task(RankingHingeLoss loss) {
      return task(loss, setup.rankedPatches(), 1);
    }

    /** With {@code times} as many groups a step as the other rows have. */
    RankedTask task(RankingHingeLoss loss, RankedPatchSampler patches, int times) {
      return new RankedTask(loss, patches, times * groups());
    }

    private int groups() {
      return Objects.requireNonNullElse(setup.rankedGroups(), 1);
    }

    /** Three times as many as the other rows have. */
    String more() {
      return groups() == 1 ? "three" : number(3.0 * groups());
    }

    void counting() {
      plan.row(
          COUNTING,
          PaperExperiments.baseline(setup),
          (division, train, seed) -> new Chosen(train.keepLabels(share, seed).labeled(), null));
    }

    void add(String row, TrainingScheme scheme, RankedTask task) {
      add(
          row,
          scheme,
          task,
          (division, train, seed) ->
              new Chosen(
                  train.keepLabels(share, seed).labeled(),
                  LabelShareExperiments.everything(division, train, unlabeled.keyword())));
    }

    private void add(String row, TrainingScheme scheme, RankedTask task, Material material) {
      plan.row(
          row, new Recipe(true, true, scheme, setup.steps(), task, RecipeChange.NONE), material);
      comparisons.add(new Comparison(row, COUNTING));
    }

    /** The kind of unlabelled picture. */
    void addWithPools(double lambda, RankingHingeLoss loss) {
      MultiTask scheme = new MultiTask(lambda);
      String rest = "ranking the images without labels only";
      if (share == 1) {
        plan.note("Row \"%s\" is left out: all images have labels.".formatted(rest));
      } else {
        add(
            rest,
            scheme,
            task(loss),
            (division, train, seed) -> chosen(train, seed, PartiallyLabeled::unlabeled));
      }
      add(
          "ranking the labelled images only",
          scheme,
          task(loss),
          (division, train, seed) -> chosen(train, seed, known -> known.labeled().unlabeled()));
      UnlabeledPool keyword = unlabeled.keyword();
      if (keyword != null) {
        add(
            "ranking the keyword images only",
            scheme,
            task(loss),
            (division, train, seed) ->
                chosen(train, seed, known -> keyword.beside(division.name())));
      }
    }

    private Chosen chosen(CrowdDataset train, long seed, Pool pool) throws IOException {
      PartiallyLabeled known = train.keepLabels(share, seed);
      return new Chosen(known.labeled(), pool.of(known));
    }
  }

  /** Which images are ranked. */
  @FunctionalInterface
  private interface Pool {
    UnlabeledImages of(PartiallyLabeled known) throws IOException;
  }
}
