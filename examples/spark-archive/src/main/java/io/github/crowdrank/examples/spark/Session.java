package io.github.crowdrank.examples.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** How Spark is started. */
final class Session {
  private static final String MASTER = "spark.master";
  private static final String CORES = "spark.executor.cores";
  private static final String THREADS = "spark.executorEnv.OMP_NUM_THREADS";

  /** Hadoop asks for a subject of the security manager, which Java 24 refuses. */
  private static final int LATEST_JAVA = 23;

  private Session() {}

  /**
   * Starts it, or joins the one that runs in this JVM.
   *
   * @param master where: any master URL of Spark; null for what {@code spark-submit} was told, or
   *     else two threads of this JVM
   * @throws IllegalArgumentException if this Java is newer than Spark's
   */
  static SparkSession start(@Nullable String master) {
    int java = Runtime.version().feature();
    if (java > LATEST_JAVA) {
      throw new IllegalArgumentException(
          "Spark 4.1 runs on Java 17 to %d but this is Java %d".formatted(LATEST_JAVA, java));
    }
    return SparkSession.builder().config(configuration(master)).getOrCreate();
  }

  static SparkConf configuration(@Nullable String master) {
    SparkConf configuration =
        new SparkConf()
            .setIfMissing("spark.app.name", "crowdrank archive")
            .setIfMissing(MASTER, "local[2]")
            .set("spark.sql.session.timeZone", "UTC")
            .set("spark.sql.datetime.java8API.enabled", "true")
            .set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    if (master != null) {
      configuration.setMaster(master);
    }
    if (configuration.get(MASTER).startsWith("local")) {
      configuration
          .setIfMissing("spark.ui.enabled", "false")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
          .setIfMissing("spark.driver.host", "127.0.0.1");
    }
    // oneDNN would take all cores of the machine, those of other executors and containers, too.
    if (configuration.contains(CORES)) {
      configuration.setIfMissing(THREADS, configuration.get(CORES));
    }
    return configuration;
  }
}
