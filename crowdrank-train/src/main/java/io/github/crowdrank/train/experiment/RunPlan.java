package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Split;
import io.github.crowdrank.data.UnlabeledImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  /** Each row on each fold, under one column without a name, for their results belong together. */
  List<Run> folds(List<Division> folds) throws IOException {
    return runs(folds, division -> "", Division::name);
  }

  /** Each row on each division, a column each. */
  List<Run> columns(List<Division> divisions) throws IOException {
    return runs(divisions, Division::name, division -> "");
  }

  /** Each row on one division, in a column without a name. */
  List<Run> column(Division division) throws IOException {
    return runs(List.of(division), only -> "", only -> "");
  }

  private List<Run> runs(
      List<Division> divisions, Function<Division, String> column, Function<Division, String> fold)
      throws IOException {
    List<Run> runs = new ArrayList<>();
    for (long seed : setup.seeds()) {
      for (Row row : rows) {
        for (Division division : divisions) {
          runs.add(run(row, column.apply(division), fold.apply(division), seed, division));
        }
      }
    }
    return runs;
  }

  private Run run(Row row, String column, String fold, long seed, Division division)
      throws IOException {
    Split sides = division.sides(setup);
    Chosen chosen = row.material().choose(division, sides.train(), seed);
    return new Run(
        row.name(),
        column,
        fold,
        seed,
        row.recipe(),
        chosen.labeled(),
        chosen.unlabeled(),
        sides.validation());
  }
}
