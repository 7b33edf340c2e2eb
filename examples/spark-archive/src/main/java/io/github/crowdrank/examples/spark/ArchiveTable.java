package io.github.crowdrank.examples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A folder of Parquet to which rows are added. Each commit is one file, which Spark writes below
 * {@code _temporary} and moves into place when it is whole: a run that is killed leaves nothing
 * half-written that is ever read.
 */
final class ArchiveTable {
  private static final List<String> KEY = List.of(ArchiveImage.SCHEMA.fieldNames());

  private final SparkSession spark;
  private final String folder;

  private ArchiveTable(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * Opens the table, or makes its folder.
   *
   * @throws IOException if the folder cannot be made or read
   * @throws IllegalArgumentException if it holds Parquet with other columns
   */
  static ArchiveTable at(String folder, SparkSession spark) throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (!make(files, path)) {
      throw new IOException("folder " + folder + " cannot be made");
    }
    ArchiveTable table = new ArchiveTable(spark, folder);
    if (!table.isEmpty()) {
      StructType found = spark.read().parquet(folder).schema();
      if (!found.equals(CountedImage.SCHEMA)) {
        throw new IllegalArgumentException(
            "%s holds a table with the columns %s and not one of counts, which has %s"
                .formatted(
                    folder,
                    String.join(", ", found.fieldNames()),
                    String.join(", ", CountedImage.SCHEMA.fieldNames())));
      }
    }
    return table;
  }

  private static boolean make(FileSystem files, Path folder) throws IOException {
    try {
      return files.mkdirs(folder);
    } catch (FileAlreadyExistsException | ParentNotDirectoryException e) {
      throw new IOException(folder + " or what it lies in is a file and no folder", e);
    }
  }

  private boolean isEmpty() throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    for (FileStatus file : files.listStatus(path)) {
      String name = file.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those of the pictures of which no row tells the count, or a problem that lasts, by this model;
   * in no order.
   */
  List<ArchiveImage> without(JavaRDD<ArchiveImage> images, String model) throws IOException {
    if (isEmpty()) {
      return images.collect();
    }
    Dataset<Row> done =
        rows()
            .where(col("model").equalTo(model))
            .where(
                col("problem").isNull().or(not(col("problem").isInCollection(Problem.passing()))));
    return spark
        .createDataFrame(images.map(ArchiveImage::row), ArchiveImage.SCHEMA)
        .join(done, CollectionConverters.asScala(KEY).toSeq(), "left_anti")
        .collectAsList()
        .stream()
        .map(ArchiveImage::of)
        .toList();
  }

  /** All rows. */
  Dataset<Row> rows() {
    return spark.read().schema(CountedImage.SCHEMA).parquet(folder);
  }

  void append(List<Row> rows) {
    spark
        .createDataFrame(rows, CountedImage.SCHEMA)
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder);
  }
}
