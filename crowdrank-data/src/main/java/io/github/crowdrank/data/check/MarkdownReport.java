package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.DatasetFault.Severity;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A report as tables and lists. */
final class MarkdownReport {
  private final DatasetReport report;
  private final int most;
  private final StringBuilder text = new StringBuilder();

  MarkdownReport(DatasetReport report, int most) {
    this.report = report;
    this.most = most;
  }

  String text() {
    add("# %s%n%n", report.name());
    splits();
    histogram();
    faults();
    return text.toString();
  }

  private void splits() {
    add("| split | images | heads | fewest | mean | most | grey images | sizes |%n");
    add("|---|--:|--:|--:|--:|--:|--:|---|%n");
    report.splits().forEach(split -> row(split.name(), split));
    if (report.splits().size() > 1) {
      row("together", report.together());
    }
  }

  private void row(String name, CheckedSplit split) {
    IntSummaryStatistics heads = split.heads();
    boolean any = heads.getCount() > 0;
    add(
        "| %s | %d | %d | %s | %.1f | %s | %d | %s |%n",
        name,
        heads.getCount(),
        heads.getSum(),
        any ? heads.getMin() : "",
        heads.getAverage(),
        any ? heads.getMax() : "",
        split.greyImages(),
        sizes(split.sizes()));
  }

  private static String sizes(SortedMap<ImageSize, Integer> sizes) {
    if (sizes.size() <= 1) {
      return sizes.isEmpty() ? "" : sizes.firstKey().toString();
    }
    IntSummaryStatistics heights =
        sizes.keySet().stream().mapToInt(ImageSize::height).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%d, %d to %d wide and %d to %d high",
        sizes.size(),
        sizes.firstKey().width(),
        sizes.lastKey().width(),
        heights.getMin(),
        heights.getMax());
  }

  private void histogram() {
    List<CountHistogram.Bin> bins = report.histogram().bins();
    if (!bins.isEmpty()) {
      add("%n| heads | images |%n|--:|--:|%n");
      bins.forEach(bin -> add("| %s | %d |%n", bin.label(), bin.total()));
    }
  }

  private void faults() {
    add(
        "%n%d errors, %d suspicions, %d notes.%n",
        report.count(Severity.ERROR),
        report.count(Severity.SUSPICION),
        report.count(Severity.NOTE));
    report.byKind().forEach(this::faults);
  }

  private void faults(Kind kind, List<DatasetFault> faults) {
    add("%n## %s (%s): %d%n%n", words(kind), words(kind.severity()), faults.size());
    for (DatasetFault fault : faults.subList(0, Math.min(most, faults.size()))) {
      add("- `%s`: %s%n", fault.file(), fault.reason());
    }
    if (faults.size() > most) {
      add("- and %d more%n", faults.size() - most);
    }
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }
}
