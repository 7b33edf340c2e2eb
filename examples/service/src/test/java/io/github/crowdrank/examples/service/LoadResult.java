package io.github.crowdrank.examples.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the pictures that were sent. Safe for use by many threads. */
final class LoadResult {
  private final long start = System.nanoTime();
  private final Map<Integer, List<Long>> times = new TreeMap<>();
  private long last = start;

  /** Adds an answer, or 0 where there was none, and the nanoseconds that it took. */
  synchronized void add(int status, long nanoseconds) {
    times.computeIfAbsent(status, any -> new ArrayList<>()).add(nanoseconds);
    last = System.nanoTime();
  }

  /** A line for all and one for each status. */
  synchronized List<String> report() {
    double seconds = (last - start) / 1e9;
    int sent = times.values().stream().mapToInt(List::size).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d pictures sent in %.1f s, %.2f a second",
            sent,
            seconds,
            sent / seconds));
    times.forEach(
        (status, each) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d, %.2f a second; ms 50%% %d, 90%% %d, 99%% %d, longest %d",
                    status == 0 ? "no answer" : "status " + status,
                    each.size(),
                    each.size() / seconds,
                    quantile(each, 0.5),
                    quantile(each, 0.9),
                    quantile(each, 0.99),
                    quantile(each, 1))));
    return lines;
  }

  private static long quantile(List<Long> times, double share) {
    List<Long> sorted = times.stream().sorted().toList();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return Math.round(sorted.get(Math.max(0, index)) / 1e6);
  }
}
