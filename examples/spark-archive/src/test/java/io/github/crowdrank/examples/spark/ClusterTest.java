package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Spark's own master, a worker and an executor, which is a process of its own. */
@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class ClusterTest {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "spark.executor.cores", "1",
          "spark.executor.memory", "512m",
          "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1",
          "spark.executor.extraClassPath", System.getProperty("java.class.path"));

  @TempDir Path folder;

  @BeforeEach
  void setOptions() throws Exception {
    // The worker starts executors with what lies there, as in a Spark that was unpacked.
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    OPTIONS.forEach(System::setProperty);
  }

  @AfterEach
  void clearOptions() {
    OPTIONS.keySet().forEach(System::clearProperty);
  }

  @Test
  void a_cluster_counts_as_one_machine_does() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Pictures.writeParts(pictures, 2, 160, 120);
    Files.writeString(pictures.resolve("text.jpg"), "no picture");
    String table = folder.resolve("table").toString();

    CommandRun run =
        CommandRun.of("--master", "local-cluster[1,1,512]", "--out", table, pictures.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("2 pictures counted in", "1 not counted: UNSUPPORTED");
    clearOptions();
    try (SparkSession spark = Session.start("local[2]");
        CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      List<Row> rows =
          ArchiveTable.at(table, spark)
              .rows()
              .where("count is not null")
              .orderBy("path")
              .collectAsList();
      assertThat(rows).hasSize(2);
      for (int i = 0; i < 2; i++) {
        // The executor's one core computes on one thread, whose sums have other last digits.
        assertThat(rows.get(i).<Double>getAs("count"))
            .isCloseTo(counter.count(pictures.resolve("part-00" + i + ".jpg")), within(1e-3));
      }
    }
  }
}
