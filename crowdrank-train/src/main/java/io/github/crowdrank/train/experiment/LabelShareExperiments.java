package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.PartiallyLabeled;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.experiment.RunPlan.Chosen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Experiments with a share of the labels. Which labels are known follows from the seed of a run,
 * and those of a smaller share are among those of a larger one.
 */
public final class LabelShareExperiments {
  /** The paper's claim is about the third and the last of them. */
  private static final List<Integer> GROWING = List.of(20, 40, 60, 80, 100);

  /** As later papers have it. */
  private static final List<Integer> SEMI_SUPERVISED = List.of(5, 10, 40);

  /** The semi-supervised ones and all labels, in percent: what {@link #schemes} is asked for. */
  public static final List<Integer> SCHEME_SHARES = List.of(5, 10, 40, 100);

  /** The paper's stretch of steps of one task. */
  private static final int ALTERNATION = 300;

  /** The division that the paper's figures of growing shares are of. */
  private static final String PUBLISHED_DIVISION = "part A";

  private LabelShareExperiments() {}

  /**
   * Section 5.2: a growing share of the labels of one dataset, with and without ranking. The claim
   * is that 60 % of the labels with ranking do what all of them do without. Ranked are the keyword
   * images or, where there are none, all images to learn from.
   *
   * @param division the published figures stand beside it if it is named {@code part A}
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment growingLabels(
      ExperimentSetup setup, Division division, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = new RunPlan(setup);
    UnlabeledPool keyword = unlabeled.keyword();
    List<Comparison> comparisons = new ArrayList<>();
    for (int share : GROWING) {
      pair(
          plan,
          setup,
          share,
          (train, rest) -> keyword == null ? train.unlabeled() : keyword.beside(division.name()),
          comparisons);
    }
    comparisons.add(new Comparison(ranking(60), counting(100)));
    plan.note(
        "The paper claims that 60 % of the labels with ranking match all of them without (section 5.2, no table).");
    if (keyword == null) {
      plan.note("There are no keyword images: ranked are the images to learn from.");
    }
    Experiment experiment =
        PaperExperiments.experiment(
            "growing-labels",
            "Section 5.2: a growing share of the labels",
            setup,
            plan,
            plan.column(division),
            comparisons);
    return division.name().equals(PUBLISHED_DIVISION)
        ? experiment
        : experiment.withoutPublished(
            "The published figures are of ShanghaiTech part A and left out beside those of %s."
                .formatted(division.name()));
  }

  /**
   * 5, 10 and 40 % of the labels, and the images of all others to rank: the protocol that later
   * papers hold this method against.
   *
   * @param parts named {@code part A} and {@code part B}, or one of them
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment semiSupervised(ExperimentSetup setup, List<Division> parts)
      throws IOException {
    RunPlan plan = new RunPlan(setup);
    List<Comparison> comparisons = new ArrayList<>();
    for (int share : SEMI_SUPERVISED) {
      pair(plan, setup, share, (train, rest) -> rest, comparisons);
    }
    plan.note(
        "Published figures are of other networks; those \"with ranking\" are re-implementations of the paper by others.");
    return PaperExperiments.experiment(
        "semi-supervised",
        "Few labels, the rest unlabelled",
        setup,
        plan,
        plan.columns(parts),
        comparisons);
  }

  /**
   * The question of the paper where its answer should show most: counting alone and each scheme of
   * section 4.3 at each share of the labels. All take {@link ExperimentSetup#steps} steps with
   * labels; the schemes that rank in steps of their own take as many more. Ranked are the keyword
   * images, where there are any, and all images to learn from, those without labels among them.
   *
   * @param shares in percent, 1 to 100 each, such as {@link #SCHEME_SHARES}
   * @param parts named {@code part A} and {@code part B}, or one of them
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment schemes(
      ExperimentSetup setup, List<Integer> shares, List<Division> parts, UnlabeledPools unlabeled)
      throws IOException {
    if (shares.isEmpty() || shares.stream().anyMatch(share -> share < 1 || share > 100)) {
      throw new IllegalArgumentException(
          "shares of the labels are 1 to 100 percent, one or more, but were " + shares);
    }
    RunPlan plan = new RunPlan(setup);
    int labeledSteps = setup.steps();
    int period = Math.max(1, Math.min(labeledSteps / 4, ALTERNATION));
    List<Comparison> comparisons = new ArrayList<>();
    for (int share : shares) {
      String counting = counting(share);
      plan.row(
          counting,
          PaperExperiments.baseline(setup),
          (division, train, seed) -> known(train, share, seed, null));
      for (TrainingScheme scheme :
          List.of(
              TrainingScheme.rankingThenFineTuning(labeledSteps),
              new TrainingScheme.Alternating(period),
              PaperExperiments.multiTask(setup))) {
        String row = String.format(Locale.ROOT, "%d %% of the labels, %s", share, scheme.name());
        plan.row(
            row,
            new Recipe(true, true, scheme, stepsWith(scheme, labeledSteps)),
            (division, train, seed) ->
                new Chosen(
                    train.keepLabels(share / 100.0, seed).labeled(),
                    everything(division, train, unlabeled.keyword())));
        comparisons.add(new Comparison(row, counting));
      }
    }
    plan.note(
        "All rows take the same number of steps with labels; ranking + fine-tuning and alternating-task take ranking steps besides, along one schedule of the learning rate.");
    return PaperExperiments.experiment(
        "schemes",
        "The schemes of section 4.3 with few and with all labels",
        setup,
        plan,
        plan.columns(parts),
        comparisons);
  }

  /** Steps in all of a scheme until so many have had labels. */
  private static int stepsWith(TrainingScheme scheme, int labeledSteps) {
    int steps = 0;
    for (int labeled = 0; labeled < labeledSteps; steps++) {
      labeled += scheme.at(steps).counting() > 0 ? 1 : 0;
    }
    return steps;
  }

  /** The keyword images, where there are any, and all images to learn from. */
  static UnlabeledImages everything(
      Division division, CrowdDataset train, @Nullable UnlabeledPool keyword) throws IOException {
    return keyword == null
        ? train.unlabeled()
        : UnlabeledImages.concat(
            "keyword images and " + train.name(),
            List.of(keyword.beside(division.name()), train.unlabeled()));
  }

  /** What is ranked beside some labels. */
  @FunctionalInterface
  private interface Ranked {
    UnlabeledImages of(CrowdDataset train, UnlabeledImages rest) throws IOException;
  }

  private static void pair(
      RunPlan plan, ExperimentSetup setup, int share, Ranked ranked, List<Comparison> comparisons) {
    plan.row(
        counting(share),
        PaperExperiments.baseline(setup),
        (division, train, seed) -> known(train, share, seed, null));
    TrainingScheme scheme = PaperExperiments.multiTask(setup);
    plan.row(
        ranking(share),
        new Recipe(true, true, scheme, setup.steps()),
        (division, train, seed) -> known(train, share, seed, ranked));
    comparisons.add(new Comparison(ranking(share), counting(share)));
  }

  private static Chosen known(CrowdDataset train, int share, long seed, @Nullable Ranked ranked)
      throws IOException {
    PartiallyLabeled known = train.keepLabels(share / 100.0, seed);
    return new Chosen(known.labeled(), ranked == null ? null : ranked.of(train, known.unlabeled()));
  }

  private static String counting(int share) {
    return String.format(Locale.ROOT, "%d %% of the labels, counting only", share);
  }

  private static String ranking(int share) {
    return String.format(Locale.ROOT, "%d %% of the labels, with ranking", share);
  }
}
