package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.train.experiment.RunPlan.Chosen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether it pays to label what {@link io.github.crowdrank.train.trust.LabelSuggestions} suggests:
 * a growing number of labelled pictures, chosen by the model that learned from those before, beside
 * as many drawn at random.
 */
public final class LabelNext {
  private LabelNext() {}

  /**
   * The experiment.
   *
   * @param start pictures labelled at random before the first suggestion, 1 or more; the same for
   *     both kinds of rows
   * @param labels numbers of labelled pictures, those included, each more than the one before
   * @param folder where the experiment will be run, for its models do the choosing
   * @throws IOException if the images to learn from cannot be listed
   * @throws IllegalArgumentException if the numbers do not grow or there are fewer images to learn
   *     from
   */
  public static Experiment experiment(
      ExperimentSetup setup, Division division, int start, List<Integer> labels, Path folder)
      throws IOException {
    checkGrowing(start, labels, division.sides(setup).train());
    RunPlan plan = new RunPlan(setup);
    Recipe recipe = PaperExperiments.baseline(setup);
    String first = start + " pictures to start with";
    plan.row(first, recipe, (part, train, seed) -> new Chosen(random(train, start, seed), null));
    List<Comparison> comparisons = new ArrayList<>();
    Growing growing = new Growing(setup, start, first, labels, folder);
    for (int i = 0; i < labels.size(); i++) {
      int round = i;
      int number = labels.get(i);
      String random = number + " pictures at random";
      plan.row(
          random, recipe, (part, train, seed) -> new Chosen(random(train, number, seed), null));
      plan.row(
          suggested(number),
          recipe,
          (part, train, seed) -> new Chosen(growing.suggested(train, round, seed), null));
      comparisons.add(new Comparison(suggested(number), random));
    }
    plan.note(
        "Suggested pictures include those to start with and the suggestions before; each time the model of the row before chose among the rest, by violations of nested crops and distances in its own descriptors.");
    plan.note("All rows take the same number of steps, however many pictures they learn from.");
    return PaperExperiments.experiment(
        "label-next",
        "What to label next: suggested against random pictures",
        setup,
        plan,
        plan.column(division),
        comparisons);
  }

  private static void checkGrowing(int start, List<Integer> labels, CrowdDataset train) {
    int before = 0;
    List<Integer> all = new ArrayList<>(List.of(start));
    all.addAll(labels);
    for (int number : all) {
      if (number <= before) {
        throw new IllegalArgumentException(
            "numbers of labelled pictures grow from 1 on but were " + all);
      }
      before = number;
    }
    if (labels.isEmpty() || before > train.size()) {
      throw new IllegalArgumentException(
          "there are %d images to learn from but labels were asked for %s"
              .formatted(train.size(), all));
    }
  }

  private static CrowdDataset random(CrowdDataset train, int number, long seed) {
    return train.keepLabels((double) number / train.size(), seed).labeled();
  }

  private static String suggested(int number) {
    return number + " pictures suggested";
  }

  /** What is labelled in each round. */
  private record Growing(
      ExperimentSetup setup, int start, String first, List<Integer> labels, Path folder) {
    CrowdDataset suggested(CrowdDataset train, int round, long seed) {
      boolean isFirst = round == 0;
      CrowdDataset before =
          isFirst ? random(train, start, seed) : suggested(train, round - 1, seed);
      String chooser = isFirst ? first : LabelNext.suggested(labels.get(round - 1));
      return new ChosenLabels(
          train,
          before,
          labels.get(round),
          RunFolder.of(folder, Run.id(chooser, "", "", seed)),
          setup.engine());
    }
  }
}
