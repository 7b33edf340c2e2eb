package io.github.crowdrank.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.ModelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Hadoop asks for a Subject of the security manager, which is gone")
class ArchiveJobTest {
  private static SparkSession spark;
  private static ShippedModel bundled;

  @TempDir Path folder;
  private Path pictures;

  @BeforeAll
  static void start() throws IOException {
    spark = Session.start("local[2]");
    bundled = ShippedModel.bundled();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    pictures = Files.createDirectories(folder.resolve("the pictures/[1944]"));
  }

  private ArchiveSummary run(ShippedModel model, int commit) throws IOException {
    return run(model, commit, (done, total) -> {});
  }

  private ArchiveSummary run(ShippedModel model, int commit, ArchiveJob.Listener listener)
      throws IOException {
    return new ArchiveJob(List.of(pictures.toString()), CountArchive.PICTURES, output(), commit)
        .run(spark, model, listener);
  }

  private String output() {
    return folder.resolve("table").toString();
  }

  /** The rows by the names of their files. */
  private Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    for (Row row : ArchiveTable.at(output(), spark).rows().collectAsList()) {
      String path = row.getAs("path");
      assertThat(rows.put(path.substring(path.lastIndexOf('/') + 1), row)).as(path).isNull();
    }
    return rows;
  }

  private static Row row(Map<String, Row> rows, String name) {
    return Objects.requireNonNull(rows.get(name), name);
  }

  @Test
  void each_picture_has_a_row_with_the_count_of_the_counter_or_a_reason() throws Exception {
    Path deeper = Files.createDirectory(pictures.resolve("deeper"));
    Files.copy(Pictures.PHOTO, deeper.resolve("whole.JPG"));
    Pictures.writeParts(pictures, 3, 200, 150);
    Pictures.writeCut(pictures.resolve("cut.jpg"));
    Files.writeString(pictures.resolve("text.jpg"), "no picture");
    Files.createFile(pictures.resolve("nothing.png"));
    Files.writeString(pictures.resolve("notes.txt"), "not listed");

    ArchiveSummary summary = run(bundled, 3);

    assertThat(summary)
        .isEqualTo(new ArchiveSummary(0, 1, 4, Map.of("CORRUPT", 1, "UNSUPPORTED", 2)));
    Map<String, Row> rows = rows();
    assertThat(rows)
        .containsOnlyKeys(
            "whole.JPG",
            "part-000.jpg",
            "part-001.jpg",
            "part-002.jpg",
            "cut.jpg",
            "text.jpg",
            "nothing.png");
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      for (String name : List.of("deeper/whole.JPG", "part-000.jpg", "part-002.jpg")) {
        Path file = pictures.resolve(name);
        Row row = row(rows, file.getFileName().toString());
        assertThat(row.<Double>getAs("count")).as(name).isEqualTo(counter.count(file));
        assertThat(row.<Long>getAs("length")).isEqualTo(Files.size(file));
        assertThat(row.<String>getAs("reason")).isNull();
        assertThat(row.<String>getAs("model")).isEqualTo(bundled.fingerprint());
      }
    }
    assertThat(row(rows, "whole.JPG").<Integer>getAs("width")).isEqualTo(1146);
    assertThat(row(rows, "whole.JPG").<Integer>getAs("height")).isEqualTo(900);
    assertThat(row(rows, "cut.jpg").<String>getAs("reason")).contains("damaged or cut");
    assertThat(row(rows, "text.jpg").<String>getAs("reason")).isNotBlank();
    assertThat(row(rows, "nothing.png").<String>getAs("reason")).isNotBlank();
    assertThat(row(rows, "nothing.png").<Double>getAs("count")).isNull();
  }

  @Test
  void what_is_done_is_skipped_what_is_new_or_changed_is_counted() throws Exception {
    Pictures.writeParts(pictures, 2, 120, 90);
    Files.writeString(pictures.resolve("text.jpg"), "no picture");
    run(bundled, 10);

    assertThat(run(bundled, 10)).isEqualTo(new ArchiveSummary(3, 0, 0, Map.of()));

    Files.copy(Pictures.PHOTO, pictures.resolve("text.jpg"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(Pictures.PHOTO, pictures.resolve("new.jpg"));
    assertThat(run(bundled, 10)).isEqualTo(new ArchiveSummary(2, 0, 2, Map.of()));
    assertThat(run(bundled, 10)).isEqualTo(new ArchiveSummary(4, 0, 0, Map.of()));

    CrowdModel loaded = BundledModel.COMPACT.load();
    Path file = folder.resolve("other.crowdrank");
    ModelFile.write(
        new CrowdModel(
            loaded.network(),
            loaded.weights(),
            loaded.preprocessing(),
            new ModelCard("other", "the same by another name", Map.of())),
        file);
    ShippedModel other =
        ShippedModel.read(file.toString(), spark.sparkContext().hadoopConfiguration());
    assertThat(run(other, 10)).isEqualTo(new ArchiveSummary(0, 0, 4, Map.of()));
    assertThat(run(bundled, 10)).isEqualTo(new ArchiveSummary(4, 0, 0, Map.of()));
  }

  @Test
  void a_picture_that_cannot_be_read_has_a_row_and_is_tried_again() throws Exception {
    Pictures.writeParts(pictures, 3, 120, 90);
    Path last = pictures.resolve("part-002.jpg");
    Path away = folder.resolve("away");

    ArchiveSummary summary =
        run(
            bundled,
            2,
            (done, total) -> {
              if (done == 2) {
                assertThat(last.toFile().renameTo(away.toFile())).isTrue();
              }
            });

    assertThat(summary).isEqualTo(new ArchiveSummary(0, 0, 2, Map.of("UNREADABLE", 1)));
    assertThat(row(rows(), "part-002.jpg").<String>getAs("reason")).contains("part-002.jpg");
    Files.move(away, last);
    assertThat(run(bundled, 2)).isEqualTo(new ArchiveSummary(2, 0, 1, Map.of()));
  }

  @Test
  void overlapping_inputs_and_patterns_count_a_picture_once() throws Exception {
    Pictures.writeParts(pictures, 3, 120, 90);
    String part = pictures.resolve("part-001.jpg").toString();
    String pattern = folder.resolve("the*").toString();

    ArchiveSummary summary =
        new ArchiveJob(List.of(part, pattern, part, pictures.toString()), "part-*", output(), 2)
            .run(spark, bundled, (done, total) -> {});

    assertThat(summary.counted()).isEqualTo(3);
    assertThat(rows()).hasSize(3);
  }

  /** Files of this machine, of which one of a certain name is not to be had today. */
  static final class BusyFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("busy:///");
    }

    // Its own status asks the disk for permissions, by a scheme that only files have.
    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
      return Arrays.stream(super.listStatus(folder))
          .map(
              it ->
                  new FileStatus(
                      it.getLen(),
                      it.isDirectory(),
                      1,
                      it.getBlockSize(),
                      it.getModificationTime(),
                      it.getPath()))
          .toArray(FileStatus[]::new);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize)
        throws IOException {
      if (file.getName().equals("part-001.jpg")) {
        throw new IllegalStateException("503 slow down");
      }
      return super.open(file, bufferSize);
    }
  }

  @Test
  void whatever_a_file_system_throws_the_picture_is_tried_again() throws Exception {
    Pictures.writeParts(pictures, 2, 120, 90);
    spark.sparkContext().hadoopConfiguration().set("fs.busy.impl", BusyFileSystem.class.getName());
    ArchiveJob job =
        new ArchiveJob(
            List.of("busy://" + pictures), CountArchive.PICTURES, "file://" + output(), 10);

    ArchiveSummary summary = job.run(spark, bundled, (done, total) -> {});

    assertThat(summary).isEqualTo(new ArchiveSummary(0, 0, 1, Map.of("UNREADABLE", 1)));
    assertThat(row(rows(), "part-001.jpg").<String>getAs("reason")).isEqualTo("503 slow down");
  }
}
