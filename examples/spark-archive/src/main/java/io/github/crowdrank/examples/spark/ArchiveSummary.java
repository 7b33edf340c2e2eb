package io.github.crowdrank.examples.spark;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What a run did. Immutable.
 *
 * @param doneBefore pictures that an earlier run counted
 * @param leftOut files below folders that are no pictures by their names
 * @param counted pictures counted now
 * @param problems how many pictures were not counted now, by {@link Problem}
 */
record ArchiveSummary(long doneBefore, long leftOut, long counted, Map<String, Integer> problems) {
  /** Copies the map, and sorts it. */
  ArchiveSummary {
    problems = Collections.unmodifiableMap(new TreeMap<>(problems));
  }

  static ArchiveSummary before(long doneBefore, long leftOut) {
    return new ArchiveSummary(doneBefore, leftOut, 0, Map.of());
  }

  ArchiveSummary plus(List<Row> rows) {
    long more = counted;
    Map<String, Integer> failed = new TreeMap<>(problems);
    for (Row row : rows) {
      String problem = row.getString(CountedImage.SCHEMA.fieldIndex("problem"));
      if (problem == null) {
        more++;
      } else {
        failed.merge(problem, 1, Integer::sum);
      }
    }
    return new ArchiveSummary(doneBefore, leftOut, more, failed);
  }
}
