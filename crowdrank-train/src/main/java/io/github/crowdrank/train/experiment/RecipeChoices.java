package io.github.crowdrank.train.experiment;

import io.github.crowdrank.loss.WeightedDensityLoss;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.experiment.RunPlan.Material;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What each choice of a recipe is worth: counting alone, one choice changed at a time. */
public final class RecipeChoices {
  private static final String OWN_SIZE = "patches at their own size";

  private RecipeChoices() {}

  /**
   * The experiment.
   *
   * @param parts named {@code part A} and {@code part B}, or one of them
   * @throws IOException if the images to learn from cannot be listed
   * @throws IllegalArgumentException if the setup's preset has one loss and not a sum of several to
   *     take one from, or there are too few images for the setup
   */
  public static Experiment experiment(ExperimentSetup setup, List<Division> parts)
      throws IOException {
    if (!(setup.preset().countingLoss(setup.network()) instanceof WeightedDensityLoss)) {
      throw new IllegalArgumentException(
          "preset %s has a single loss; MODERN and REFINE have several, one of which can be changed"
              .formatted(setup.preset()));
    }
    RunPlan plan = new RunPlan(setup);
    List<Comparison> comparisons = new ArrayList<>();
    plan.row(RecipeChange.NONE.row(), recipe(setup, true, RecipeChange.NONE), Material.allLabels());
    plan.row(OWN_SIZE, recipe(setup, false, RecipeChange.NONE), Material.allLabels());
    comparisons.add(new Comparison(OWN_SIZE, RecipeChange.NONE.row()));
    for (RecipeChange change : RecipeChange.values()) {
      if (!change.appliesTo(setup.network())) {
        plan.note(
            "Row \"%s\" is left out: it does not apply to network %s."
                .formatted(change.row(), setup.network().name()));
      } else if (change != RecipeChange.NONE) {
        plan.row(change.row(), recipe(setup, true, change), Material.allLabels());
        comparisons.add(new Comparison(change.row(), RecipeChange.NONE.row()));
      }
    }
    return PaperExperiments.experiment(
        "recipe-choices",
        "What each choice of the recipe is worth",
        setup,
        plan,
        plan.columns(parts),
        comparisons);
  }

  private static Recipe recipe(ExperimentSetup setup, boolean multiScale, RecipeChange change) {
    return new Recipe(true, multiScale, TrainingScheme.countingOnly(), setup.steps(), null, change);
  }
}
