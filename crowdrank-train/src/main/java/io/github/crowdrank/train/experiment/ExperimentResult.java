package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An experiment and what came of it so far.
 *
 * @param experiment what was asked
 * @param results of the runs that are done, in the order of the experiment
 */
public record ExperimentResult(Experiment experiment, List<RunResult> results) {
  private static final int FEWEST_COMPARED = 6;

  /** Copies the list. */
  public ExperimentResult {
    results = List.copyOf(results);
  }

  /** Whether all runs are done. */
  public boolean isComplete() {
    return results.size() == experiment.runs().size();
  }

  /** The errors of a row on the images of a column, empty if not all its runs are done. */
  public Optional<Score> score(String row, String column) {
    return score(cell(row, column), row, column, RunResult::images);
  }

  /**
   * What counting nothing would do on the images of a column: saying the mean count of the images
   * to learn from, of the row that learns from most. Empty if no row is done.
   */
  public Optional<Score> meanCount(String column) {
    return experiment.rows().stream()
        .filter(row -> score(row, column).isPresent())
        .max((a, b) -> Integer.compare(labeled(a, column), labeled(b, column)))
        .flatMap(row -> score(cell(row, column), row, column, RunResult::meanCounts));
  }

  private int labeled(String row, String column) {
    return cell(row, column).stream().mapToInt(result -> result.run().labeled().size()).sum();
  }

  /**
   * Whether the rows of a comparison differ on the images of a column: empty if not all their runs
   * are done or there are less than 6 images.
   */
  public Optional<PairedComparison> compare(Comparison rows, String column) {
    Optional<Score> first = score(rows.row(), column);
    Optional<Score> second = score(rows.against(), column);
    if (first.isEmpty() || second.isEmpty() || first.get().images() < FEWEST_COMPARED) {
      return Optional.empty();
    }
    return Optional.of(
        PairedComparison.of(first.get().perImage(), second.get().perImage(), Bootstrap.standard()));
  }

  /** The done runs of a row on a column. */
  public List<RunResult> cell(String row, String column) {
    return results.stream()
        .filter(result -> result.run().row().equals(row) && result.run().column().equals(column))
        .toList();
  }

  private Optional<Score> score(
      List<RunResult> done,
      String row,
      String column,
      Function<RunResult, List<ImageCount>> counts) {
    long wanted =
        experiment.runs().stream()
            .filter(run -> run.row().equals(row) && run.column().equals(column))
            .count();
    if (done.isEmpty() || done.size() < wanted) {
      return Optional.empty();
    }
    Map<Long, List<List<ImageCount>>> seeds =
        done.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.run().seed(),
                    LinkedHashMap::new,
                    Collectors.mapping(counts, Collectors.toList())));
    return Optional.of(Score.of(new ArrayList<>(seeds.values())));
  }
}
