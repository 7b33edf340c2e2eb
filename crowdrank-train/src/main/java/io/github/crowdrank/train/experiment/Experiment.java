package io.github.crowdrank.train.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of the paper as trainings: its rows, folds and seeds, and the published table to stand
 * beside. {@link PaperExperiments} and {@link LabelShareExperiments} make them, {@link
 * ExperimentRunner} runs them.
 *
 * @param name in lower case and hyphens
 * @param title for people
 * @param setup what all runs have in common
 * @param runs in the order they are run
 * @param comparisons rows whose difference is what it is about
 * @param published figures of others
 * @param notes what a reader has to know, one sentence each
 */
public record Experiment(
    String name,
    String title,
    ExperimentSetup setup,
    List<Run> runs,
    List<Comparison> comparisons,
    PublishedTable published,
    List<String> notes) {
  /**
   * Checks that runs can be told apart.
   *
   * @throws IllegalArgumentException if there is no run, or two are the same
   */
  public Experiment {
    runs = List.copyOf(runs);
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          "experiment " + name + " has nothing to run: " + String.join(" ", notes));
    }
    Set<String> ids = new HashSet<>();
    for (Run run : runs) {
      if (!ids.add(run.id())) {
        throw new IllegalArgumentException("experiment " + name + " has two runs " + run.id());
      }
    }
  }

  /** The same without the published table, and a note that says why. */
  Experiment withoutPublished(String why) {
    List<String> explained = new ArrayList<>(notes);
    explained.add(why);
    return new Experiment(
        name, title, setup, runs, comparisons, new PublishedTable(List.of()), explained);
  }

  /** The rows, in their order. */
  public List<String> rows() {
    return runs.stream().map(Run::row).distinct().toList();
  }

  /** The columns, in their order; one empty name if there is only one. */
  public List<String> columns() {
    return runs.stream().map(Run::column).distinct().toList();
  }
}
