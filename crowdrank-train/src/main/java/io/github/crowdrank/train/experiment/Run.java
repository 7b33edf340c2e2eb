package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One training of an experiment, and the images that it is judged on.
 *
 * @param row of the table: what is trained
 * @param column of the table: what it is judged on; empty if the table has only one
 * @param fold of a cross-validation; empty if there is none
 * @param seed what everything random in the training follows from
 * @param recipe what distinguishes the row
 * @param labeled images with known heads
 * @param unlabeled images to rank; null where nothing is ranked
 * @param evaluated images to be judged on
 */
public record Run(
    String row,
    String column,
    String fold,
    long seed,
    Recipe recipe,
    CrowdDataset labeled,
    @Nullable UnlabeledImages unlabeled,
    CrowdDataset evaluated) {
  /**
   * Checks the images and the steps.
   *
   * @throws IllegalArgumentException if there is no image to learn from, to rank or to be judged
   *     on, or the training ends before a task of its scheme begins
   */
  public Run {
    if (labeled.size() == 0 || evaluated.size() == 0) {
      throw new IllegalArgumentException(
          "a run needs images to learn from and to be judged on but \"%s\" has %d and %d"
              .formatted(row, labeled.size(), evaluated.size()));
    }
    if (unlabeled != null && unlabeled.size() == 0) {
      throw new IllegalArgumentException(
          "%s has no images for \"%s\" to rank".formatted(unlabeled.name(), row));
    }
    recipe.scheme().checkSteps(recipe.steps());
  }

  /** A name within the experiment that can be that of a folder. */
  public String id() {
    return id(row, column, fold, seed);
  }

  static String id(String row, String column, String fold, long seed) {
    return Stream.of(row, column, fold, "seed " + seed)
        .filter(part -> !part.isEmpty())
        .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
        .map(part -> part.replaceAll("^-|-$", ""))
        .collect(Collectors.joining("_"));
  }

  /** For people: row, column, fold and seed. */
  String label() {
    return Stream.of(row, column, fold, "seed " + seed)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Images to rank; the labelled ones where nothing is ranked, for a trainer wants some. */
  UnlabeledImages ranked() {
    return Objects.requireNonNullElseGet(unlabeled, labeled::unlabeled);
  }
}
