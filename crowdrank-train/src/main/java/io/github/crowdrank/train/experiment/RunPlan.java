package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.UnlabeledImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a table on their way to runs: a whole table for the first seed, then for the next. */
final class RunPlan {
  private final ExperimentSetup setup;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  RunPlan(ExperimentSetup setup) {
    this.setup = setup;
  }

  /** A row, and what is learned from in it. */
  private record Row(String name, Recipe recipe, Material material) {}

  /** Chooses what is labelled and what is ranked from the images to learn from. */
  @FunctionalInterface
  interface Material {
    Chosen choose(Division division, CrowdDataset train, long seed) throws IOException;

    /** All labels, nothing to rank. */
    static Material allLabels() {
      return (division, train, seed) -> new Chosen(train, null);
    }

    /** All labels, and the pool's images to rank. */
    static Material allLabels(UnlabeledPool pool) {
      return (division, train, seed) -> new Chosen(train, pool.beside(division.name()));
    }
  }

  /** What a run learns from. */
  record Chosen(CrowdDataset labeled, @Nullable UnlabeledImages unlabeled) {}

  void row(String name, Recipe recipe, Material material) {
    rows.add(new Row(name, recipe, material));
  }

  /** A row that needs a collection of unlabelled images, or a note that it is left out. */
  void row(String name, Recipe recipe, String collection, @Nullable UnlabeledPool pool) {
    if (pool == null) {
      notes.add("Row \"%s\" is left out: there are no %s images.".formatted(name, collection));
    } else {
      row(name, recipe, Material.allLabels(pool));
    }
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return notes;
  }

  /** Comparisons of those rows that are there. */
  List<Comparison> comparisons(List<Comparison> wanted) {
    List<String> names = rows.stream().map(Row::name).toList();
    return wanted.stream()
        .filter(pair -> names.contains(pair.row()) && names.contains(pair.against()))
        .toList();
  }

  /** Each row on each division under one column, whose results belong together. */
  List<Run> folds(List<Division> divisions) throws IOException {
    return runs(divisions, true);
  }

  /** Each row on each division, a column each; a single one has no name. */
  List<Run> columns(List<Division> divisions) throws IOException {
    return runs(divisions, false);
  }

  private List<Run> runs(List<Division> divisions, boolean folds) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (long seed : setup.seeds()) {
      for (Row row : rows) {
        for (Division division : divisions) {
          Split sides = division.sides(setup);
          Chosen chosen = row.material().choose(division, sides.train(), seed);
          runs.add(
              new Run(
                  row.name(),
                  folds || divisions.size() == 1 ? "" : division.name(),
                  folds ? division.name() : "",
                  seed,
                  row.recipe(),
                  chosen.labeled(),
                  chosen.unlabeled(),
                  sides.validation()));
        }
      }
    }
    return runs;
  }
}
