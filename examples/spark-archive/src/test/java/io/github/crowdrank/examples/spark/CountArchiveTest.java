package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class CountArchiveTest {
  @TempDir Path folder;
  private Path pictures;

  @BeforeEach
  void makeFolder() throws Exception {
    pictures = Files.createDirectory(folder.resolve("pictures"));
    Pictures.writeParts(pictures, 1, 120, 90);
  }

  private static void assertFails(int code, String message, Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }

    CommandRun run = CommandRun.of(texts);

    assertThat(run.err()).contains(message);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void bad_input_is_said_in_a_sentence_that_names_it() throws Exception {
    Path table = folder.resolve("table");
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertFails(1, "there is no " + folder.resolve("away"), "--out", table, folder.resolve("away"));
    assertFails(1, empty + " holds no file named *.", "--out", table, empty);
    assertFails(1, file + " or what it lies in is a file", "--out", file, pictures);
    assertFails(1, file.toString(), "--out", table, "--model", file, pictures);
    assertFails(1, "\"nowhere\"", "--out", table, "nowhere://pictures");
    assertFails(1, "local[none]", "--out", table, "--master", "local[none]", pictures);
    assertFails(2, "1 or more but were 0", "--out", table, "--commit", "0", pictures);
    assertFails(2, "--out", pictures);
    assertThat(table).doesNotExist();
  }

  @Test
  void a_folder_with_something_else_is_left_as_it_is() throws Exception {
    Path other = folder.resolve("other");
    try (SparkSession spark = Session.start(null)) {
      spark.range(3).write().parquet(other.toString());
    }
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("part-0.snappy.parquet"), "half-written");

    assertFails(1, "holds a table with the columns id and not", "--out", other, pictures);
    assertFails(1, "part-0.snappy.parquet", "--out", damaged, pictures);
  }

  @Test
  void a_cluster_needs_only_another_master() {
    System.setProperty("spark.master", "spark://head:7077");
    System.setProperty("spark.executor.cores", "4");
    try {
      SparkConf submitted = Session.configuration(null);
      assertThat(submitted.get("spark.master")).isEqualTo("spark://head:7077");
      assertThat(submitted.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("4");
      assertThat(submitted.contains("spark.driver.host")).isFalse();
      assertThat(Session.configuration("yarn").get("spark.master")).isEqualTo("yarn");
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("spark.executor.cores");
    }
    assertThat(Session.configuration(null).get("spark.master")).isEqualTo("local[2]");
  }
}
