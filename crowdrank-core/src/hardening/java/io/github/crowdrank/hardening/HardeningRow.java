package io.github.crowdrank.hardening;

import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the report, as texts, kept in a file of one line.
 *
 * @param part the title
 * @param cases how many
 * @param outcome how they ended
 * @param worst the longest time of a case and which case that was
 * @param allowed the time that was allowed
 * @param verdict met, missed or not finished
 * @param took the time of the whole part
 * @param date of the run, UTC
 * @param machine on which it ran
 */
record HardeningRow(
    String part,
    String cases,
    String outcome,
    String worst,
    String allowed,
    String verdict,
    String took,
    String date,
    String machine) {
  static final String SUFFIX = ".row";
  static final String MET = "met";
  static final String MISSED = "MISSED";
  static final String NOT_FINISHED = "NOT FINISHED";

  boolean isMet() {
    return verdict.equals(MET);
  }

  List<String> fields() {
    return List.of(part, cases, outcome, worst, allowed, verdict, took, date, machine);
  }

  void write(Path file) throws IOException {
    String line =
        fields().stream()
            .map(field -> field.replaceAll("\\s+", " "))
            .collect(Collectors.joining("\t"));
    AtomicFile.write(file, line.getBytes(StandardCharsets.UTF_8));
  }

  static HardeningRow read(Path file) throws IOException {
    String[] fields = Arrays.copyOf(Files.readString(file).split("\t", -1), 9);
    Arrays.setAll(fields, i -> fields[i] == null ? "" : fields[i]);
    return new HardeningRow(
        fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7],
        fields[8]);
  }

  /** The rows of a folder, by the names of their files. */
  static List<HardeningRow> readAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> rows = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      HardeningRow[] read = new HardeningRow[rows.size()];
      for (int i = 0; i < read.length; i++) {
        read[i] = read(rows.get(i));
      }
      return List.of(read);
    }
  }
}
