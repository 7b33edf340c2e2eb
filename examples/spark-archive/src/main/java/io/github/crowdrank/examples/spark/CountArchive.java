package io.github.crowdrank.examples.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Counts the people in the pictures of an archive on Spark. Exit code 0 when each picture has its
 * row, 1 when the run failed, 2 on wrong usage.
 */
@Command(
    name = "count-archive",
    mixinStandardHelpOptions = true,
    description = "Counts the people in the pictures of an archive; what is done is skipped.")
public final class CountArchive implements Callable<Integer> {
  static final String PICTURES = "*.{jpg,jpeg,png,gif,bmp,JPG,JPEG,PNG,GIF,BMP}";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "folders, files, or patterns of Hadoop, in any of its file systems")
  private List<String> inputs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "folder of the Parquet table to make or go on with")
  private String output;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "model file (default: the bundled model)")
  private @Nullable String model;

  @Option(
      names = "--names",
      paramLabel = "PATTERN",
      description = "names of pictures in folders (default: ${DEFAULT-VALUE})")
  private String names = PICTURES;

  @Option(
      names = "--commit",
      paramLabel = "N",
      description = "pictures from one commit to the next (default: 128 per core)")
  private @Nullable Integer commit;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "where Spark runs (default: what spark-submit says, or else local[2])")
  private @Nullable String master;

  /** Runs it and exits with its code. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    System.out.flush();
    Runtime.getRuntime().exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new CountArchive()).setExecutionExceptionHandler(Failures::explain);
  }

  /** Starts Spark, counts and says what was done. */
  @Override
  public Integer call() throws IOException {
    ArchiveJob job = job();
    PrintWriter out = spec.commandLine().getOut();
    try (SparkSession spark = Session.start(master)) {
      ShippedModel shipped =
          model == null
              ? ShippedModel.bundled()
              : ShippedModel.read(model, spark.sparkContext().hadoopConfiguration());
      long start = System.nanoTime();
      ArchiveSummary summary = job.run(spark, shipped, this::report);
      report(summary, (System.nanoTime() - start) / 1e9, out);
    }
    return 0;
  }

  private ArchiveJob job() {
    try {
      return new ArchiveJob(inputs, names, output, commit);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--commit: " + e.getMessage(), e);
    }
  }

  private void report(int done, int total) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%d of %d pictures committed%n", done, total);
    err.flush();
  }

  private void report(ArchiveSummary summary, double seconds, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d pictures counted in %.1f s, %d done before, %d other files left out; rows in %s%n",
        summary.counted(),
        seconds,
        summary.doneBefore(),
        summary.leftOut(),
        output);
    summary
        .problems()
        .forEach((problem, number) -> out.printf("%d not counted: %s%n", number, problem));
    out.flush();
  }
}
