package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.Fold;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.experiment.RunPlan.Material;
import java.io.IOException;
import java.util.List;

/** Tables 2 to 5 of the paper. */
public final class PaperExperiments {
  /** The paper's stretch of steps of one task in the alternating scheme. */
  private static final int ALTERNATION = 300;

  private static final String COUNTING = "counting only";
  private static final String KEYWORD = "multi-task, keyword";
  private static final String EXAMPLE = "multi-task, query-by-example";

  private PaperExperiments() {}

  /**
   * Table 2, on the folds of UCF_CC_50: what pre-training, sampling at many scales and each way of
   * ranking add. The ranking rows learn from the keyword images.
   *
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment ablation(
      ExperimentSetup setup, List<Fold> folds, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = ablationRows(setup, unlabeled);
    return ablation(
        "UCF_CC_50", setup, plan, plan.folds(folds.stream().map(Division::of).toList()));
  }

  /**
   * The rows of Table 2 learned from one part of ShanghaiTech, for who has no UCF_CC_50.
   *
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment ablation(
      ExperimentSetup setup, Division division, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = ablationRows(setup, unlabeled);
    plan.note("The published figures are of UCF_CC_50: compare the order of the rows.");
    return ablation("ShanghaiTech " + division.name(), setup, plan, plan.column(division));
  }

  private static RunPlan ablationRows(ExperimentSetup setup, UnlabeledPools unlabeled) {
    RunPlan plan = new RunPlan(setup);
    TrainingScheme counting = TrainingScheme.countingOnly();
    plan.row(
        "basic CNN from scratch",
        new Recipe(false, false, counting, setup.steps()),
        Material.allLabels());
    if (setup.pretrained() == null) {
      plan.note("Row \"+ pre-trained trunk\" is left out: all rows start at random.");
    } else {
      plan.row(
          "+ pre-trained trunk",
          new Recipe(true, false, counting, setup.steps()),
          Material.allLabels());
    }
    plan.row(
        "+ multi-scale sampling",
        new Recipe(true, true, counting, setup.steps()),
        Material.allLabels());
    ranking(plan, setup, "ranking then fine-tuning", halfRanking(setup), unlabeled);
    ranking(plan, setup, "alternating", alternating(setup), unlabeled);
    ranking(plan, setup, "multi-task", multiTask(setup), unlabeled);
    return plan;
  }

  private static Experiment ablation(
      String images, ExperimentSetup setup, RunPlan plan, List<Run> runs) {
    return experiment(
        "ablation",
        "Table 2: what each part adds, on " + images,
        setup,
        plan,
        runs,
        List.of(
            new Comparison("+ pre-trained trunk", "basic CNN from scratch"),
            new Comparison("+ multi-scale sampling", "+ pre-trained trunk"),
            new Comparison("ranking then fine-tuning", "+ multi-scale sampling"),
            new Comparison("alternating", "+ multi-scale sampling"),
            new Comparison("multi-task", "+ multi-scale sampling")));
  }

  private static void ranking(
      RunPlan plan,
      ExperimentSetup setup,
      String row,
      TrainingScheme scheme,
      UnlabeledPools unlabeled) {
    Recipe recipe = new Recipe(true, true, scheme, setup.steps());
    plan.row(row, recipe, "keyword", unlabeled.keyword());
  }

  /**
   * Table 3, on the folds of UCF_CC_50: the multi-task scheme with each collection of unlabelled
   * images. The query-by-example images are those of the fold's own training side.
   *
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if neither collection is there, or there are too few images
   */
  public static Experiment ucfCc50(
      ExperimentSetup setup, List<Fold> folds, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = new RunPlan(setup);
    multiTaskRows(plan, setup, unlabeled);
    return experiment(
        "ucf-cc-50",
        "Table 3: UCF_CC_50",
        setup,
        plan,
        plan.folds(folds.stream().map(Division::of).toList()),
        List.of(new Comparison(KEYWORD, EXAMPLE)));
  }

  /**
   * Table 4: counting alone and the multi-task scheme with each collection of unlabelled images, on
   * each part of ShanghaiTech.
   *
   * @param parts named {@code part A} and {@code part B}, or one of them
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment shanghaiTech(
      ExperimentSetup setup, List<Division> parts, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = new RunPlan(setup);
    plan.row(COUNTING, baseline(setup), Material.allLabels());
    multiTaskRows(plan, setup, unlabeled);
    return experiment(
        "shanghaitech",
        "Table 4: ShanghaiTech",
        setup,
        plan,
        plan.columns(parts),
        List.of(new Comparison(KEYWORD, COUNTING), new Comparison(EXAMPLE, COUNTING)));
  }

  /**
   * Table 5: learned from part A of ShanghaiTech, with and without ranking the keyword images, and
   * judged on all of UCF_CC_50.
   *
   * @param division part A to learn from and UCF_CC_50 to be judged on
   * @throws IOException if an unlabelled image cannot be found
   * @throws IllegalArgumentException if there are too few images for the setup
   */
  public static Experiment transfer(
      ExperimentSetup setup, Division division, UnlabeledPools unlabeled) throws IOException {
    RunPlan plan = new RunPlan(setup);
    plan.row(COUNTING, baseline(setup), Material.allLabels());
    ranking(plan, setup, "multi-task", multiTask(setup), unlabeled);
    if (setup.evaluateOn() == EvaluateOn.HELD_OUT) {
      plan.note(
          "Nothing is transferred here: UCF_CC_50 is a test split and was not looked at; part A's own held-out images were counted.");
    }
    return experiment(
        "transfer",
        "Table 5: from ShanghaiTech part A to UCF_CC_50",
        setup,
        plan,
        plan.column(division),
        List.of(new Comparison("multi-task", COUNTING)));
  }

  private static void multiTaskRows(RunPlan plan, ExperimentSetup setup, UnlabeledPools unlabeled) {
    Recipe recipe = new Recipe(true, true, multiTask(setup), setup.steps());
    plan.row(EXAMPLE, recipe, "query-by-example", unlabeled.queryByExample());
    plan.row(KEYWORD, recipe, "keyword", unlabeled.keyword());
    if (setup.evaluateOn() == EvaluateOn.HELD_OUT && unlabeled.queryByExample() != null) {
      plan.note(
          "The query-by-example images were found with all images of the training side as examples, the held-out ones among them unless they were left out by hand: row \"%s\" may have ranked pictures like those it is judged on."
              .formatted(EXAMPLE));
    }
  }

  static Recipe baseline(ExperimentSetup setup) {
    return new Recipe(true, true, TrainingScheme.countingOnly(), setup.steps());
  }

  static TrainingScheme multiTask(ExperimentSetup setup) {
    return new TrainingScheme.MultiTask(setup.lambda());
  }

  private static TrainingScheme halfRanking(ExperimentSetup setup) {
    return TrainingScheme.rankingThenFineTuning(Math.max(1, setup.steps() / 2));
  }

  /** The paper's 300 steps of each task, or less so that a short training has two of each. */
  private static TrainingScheme alternating(ExperimentSetup setup) {
    return new TrainingScheme.Alternating(Math.max(1, Math.min(setup.steps() / 4, ALTERNATION)));
  }

  static Experiment experiment(
      String name,
      String title,
      ExperimentSetup setup,
      RunPlan plan,
      List<Run> runs,
      List<Comparison> comparisons) {
    return new Experiment(
        name,
        title,
        setup,
        runs,
        plan.comparisons(comparisons),
        PublishedTable.named(name),
        plan.notes());
  }
}
