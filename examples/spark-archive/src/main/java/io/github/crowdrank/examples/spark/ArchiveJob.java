package io.github.crowdrank.examples.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pictures below some paths that a table does not tell the counts of.
 *
 * @param inputs Hadoop paths of files and folders, or patterns
 * @param names a pattern for the names of files below folders
 * @param output the folder of the table
 * @param commit how many pictures are counted from one commit to the next, 1 or more: as many may
 *     have to be counted again after a run was killed; null for 128 per core
 */
record ArchiveJob(List<String> inputs, String names, String output, @Nullable Integer commit) {
  /** At the end of each commit the cores wait for the last of them. */
  private static final int COMMIT_PER_CORE = 128;

  /** Few enough that the cores end together, enough that a task's start does not count. */
  private static final int IMAGES_PER_TASK = 4;

  private static final int LISTED_PER_TASK = 10_000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a commit is of no picture
   */
  ArchiveJob {
    inputs = List.copyOf(inputs);
    if (commit != null && commit < 1) {
      throw new IllegalArgumentException(
          "pictures from one commit to the next are 1 or more but were " + commit);
    }
  }

  /** Told of each commit. */
  @FunctionalInterface
  interface Listener {
    /**
     * Rows were written.
     *
     * @param done how many pictures of this run are
     * @param total how many there will be
     */
    void committed(int done, int total);
  }

  /**
   * Runs it.
   *
   * @throws IOException if an input is not there or a file system does not answer
   * @throws IllegalArgumentException if the folder of the table holds another one
   */
  ArchiveSummary run(SparkSession spark, ShippedModel model, Listener listener) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration configuration = context.hadoopConfiguration();
    ImageListing listing = ImageListing.of(inputs, names, configuration);
    ArchiveTable table = ArchiveTable.at(output, spark);
    List<ArchiveImage> images =
        new ArrayList<>(
            table.without(
                parallel(context, listing.images(), LISTED_PER_TASK), model.fingerprint()));
    images.sort(Comparator.comparing(ArchiveImage::path));
    ArchiveSummary summary =
        ArchiveSummary.before(listing.images().size() - images.size(), listing.leftOut());

    Broadcast<ShippedModel> shipped = context.broadcast(model);
    Broadcast<SerializableConfiguration> shippedConfiguration =
        context.broadcast(new SerializableConfiguration(configuration));
    CountTask task = new CountTask(shipped, shippedConfiguration);
    int to;
    for (int from = 0; from < images.size(); from = to) {
      to = Math.min(images.size(), from + next(context));
      List<Row> rows =
          parallel(context, images.subList(from, to), IMAGES_PER_TASK)
              .mapPartitions(task)
              .collect();
      table.append(rows);
      summary = summary.plus(rows);
      listener.committed(to, images.size());
    }
    shipped.destroy();
    shippedConfiguration.destroy();
    return summary;
  }

  /** Executors may come while it runs. */
  private int next(JavaSparkContext context) {
    return commit == null ? COMMIT_PER_CORE * context.defaultParallelism() : commit;
  }

  private static JavaRDD<ArchiveImage> parallel(
      JavaSparkContext context, List<ArchiveImage> images, int perTask) {
    return context.parallelize(new ArrayList<>(images), (images.size() + perTask - 1) / perTask);
  }
}
