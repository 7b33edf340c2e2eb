package io.github.crowdrank.data.clean;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.io.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A pool and what is to be kept of it.
 *
 * @param pool all pictures
 * @param verdicts one for each picture of the pool, in its order
 */
public record CleanedPool(UnlabeledImages pool, List<Verdict> verdicts) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are more or fewer verdicts than pictures
   */
  public CleanedPool {
    verdicts = List.copyOf(verdicts);
    if (verdicts.size() != pool.size()) {
      throw new IllegalArgumentException(
          "each of the %d pictures of %s has a verdict but %d were given"
              .formatted(pool.size(), pool.name(), verdicts.size()));
    }
  }

  /** The pictures that stay, in the order of the pool and under its name. */
  public UnlabeledImages kept() {
    return pool.subset(
        pool.name(),
        IntStream.range(0, verdicts.size())
            .filter(i -> verdicts.get(i) instanceof Verdict.Kept)
            .boxed()
            .toList());
  }

  /**
   * Writes one line per picture, {@code image,verdict,figure}, under a header; the verdict is
   * {@code kept} or the reason in lower case.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void writeCsv(Path file) throws IOException {
    CsvTable table = new CsvTable("image", "verdict", "figure");
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Dropped dropped) {
        table.add(dropped.id(), dropped.reason().name().toLowerCase(Locale.ROOT), dropped.figure());
      } else {
        table.add(verdict.id(), "kept", "");
      }
    }
    table.write(file);
  }
}
