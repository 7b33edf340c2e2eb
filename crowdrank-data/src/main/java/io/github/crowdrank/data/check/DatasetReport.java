package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.DatasetFault.Severity;
import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link DatasetCheck} found. Files are written whole or not at all, in UTF-8, and are the
 * same for the same dataset.
 *
 * @param splits in the order they were added
 * @param faults split by split: of its files, of its coordinates as a whole, of each image; then
 *     pictures that occur more than once
 */
public record DatasetReport(List<CheckedSplit> splits, List<DatasetFault> faults) {
  /** Copies the lists. */
  public DatasetReport {
    splits = List.copyOf(splits);
    faults = List.copyOf(faults);
  }

  /** The names of the splits, joined. */
  public String name() {
    return splits.stream().map(CheckedSplit::name).collect(Collectors.joining(" + "));
  }

  /** All images as one split. */
  public CheckedSplit together() {
    return new CheckedSplit(
        name(),
        splits.stream().allMatch(CheckedSplit::testSplit),
        splits.stream().flatMap(split -> split.images().stream()).toList());
  }

  /** The faults of each kind there are any of. */
  public Map<Kind, List<DatasetFault>> byKind() {
    Map<Kind, List<DatasetFault>> kinds = new EnumMap<>(Kind.class);
    faults.forEach(
        fault -> kinds.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(fault));
    return kinds;
  }

  /** How many faults have a severity. */
  public long count(Severity severity) {
    return faults.stream().filter(fault -> fault.kind().severity() == severity).count();
  }

  /** How many images show how many heads. */
  public CountHistogram histogram() {
    return CountHistogram.of(splits);
  }

  /**
   * The report as Markdown that can also be read as it stands.
   *
   * @param most faults of a kind to name; the numbers of faults are those of all
   */
  public String markdown(int most) {
    return new MarkdownReport(this, most).text();
  }

  /**
   * Writes the report as Markdown, naming every fault.
   *
   * @throws IOException if it cannot be written
   */
  public void writeMarkdown(Path file) throws IOException {
    write(file, markdown(Integer.MAX_VALUE));
  }

  /**
   * Writes the report as one JSON object: {@code splits} with the number of heads and the size of
   * each image, {@code histogram}, {@code faults} with {@code kind}, {@code severity}, {@code file}
   * and {@code reason}, and the number of faults {@code byKind}.
   *
   * @throws IOException if it cannot be written
   */
  public void writeJson(Path file) throws IOException {
    write(file, JsonReport.of(this));
  }

  /**
   * Draws the histogram as SVG.
   *
   * @throws IOException if it cannot be written
   */
  public void writeHistogram(Path file) throws IOException {
    write(file, HistogramChart.svg(this));
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
