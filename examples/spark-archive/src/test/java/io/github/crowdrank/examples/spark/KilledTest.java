package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: its end by a signal that it cannot catch. */
@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class KilledTest {
  private static final int PICTURES = 40;
  private static final int COMMIT = 2;

  @TempDir Path folder;

  private Process countArchive(Path pictures, Path table) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("spark.opens").split(" ")));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(CountArchive.class.getName());
    command.addAll(List.of("--commit", "" + COMMIT, "--out", table.toString()));
    command.add(pictures.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static boolean hasRows(Path table) throws Exception {
    if (!Files.isDirectory(table)) {
      return false;
    }
    try (Stream<Path> files = Files.list(table)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  @Test
  void a_killed_run_keeps_its_commits_and_the_next_one_counts_the_rest() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Pictures.writeParts(pictures, PICTURES, 160, 120);
    Path table = folder.resolve("table");

    Process process = countArchive(pictures, table);
    while (process.isAlive() && !hasRows(table)) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    assertThat(table).as(Files.readString(folder.resolve("output"))).isDirectory();
    // As it would lie there had it been killed within a commit.
    Path task = Files.createDirectories(table.resolve("_temporary/0/_temporary/attempt_1"));
    Files.writeString(task.resolve("part-00000.snappy.parquet"), "half-written");

    long kept;
    try (SparkSession spark = Session.start("local[2]")) {
      kept = ArchiveTable.at(table.toString(), spark).rows().count();
    }
    CommandRun second =
        CommandRun.of("--out", table.toString(), "--master", "local[2]", pictures.toString());

    assertThat(kept).isPositive().isLessThan(PICTURES).isEqualTo(kept / COMMIT * COMMIT);
    assertThat(second.code()).as(second.err()).isZero();
    Matcher counted =
        Pattern.compile("(\\d+) pictures counted in .* s, (\\d+) done before")
            .matcher(second.out());
    assertThat(counted.find()).as(second.out()).isTrue();
    assertThat(counted.group(1)).isEqualTo("" + (PICTURES - kept));
    assertThat(counted.group(2)).isEqualTo("" + kept);
    try (SparkSession spark = Session.start("local[2]")) {
      List<Row> rows =
          ArchiveTable.at(table.toString(), spark).rows().select("path").collectAsList();
      assertThat(rows).hasSize(PICTURES).doesNotHaveDuplicates();
    }
    assertThat(table.resolve("_temporary")).doesNotExist();
  }
}
