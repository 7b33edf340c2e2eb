package io.github.crowdrank.examples.spark;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.FileCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Counts the same pictures with Spark and with {@link CrowdCounter#countAll}, a block of them with
 * one and then with the other, so that what else the machine does meets both.
 */
@Command(
    name = "compare-throughput",
    mixinStandardHelpOptions = true,
    description = "Compares Spark with the library alone on pictures of this machine.")
final class CompareThroughput implements Callable<Integer> {
  private static final double MILLION_AN_HOUR = 1e6 / 3600;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "folders or files")
  private List<String> inputs;

  @Option(
      names = "--block",
      paramLabel = "N",
      description = "pictures of a block (default: ${DEFAULT-VALUE})")
  private int block = 256;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "local, with a number of threads (default: ${DEFAULT-VALUE})")
  private String master = "local[2]";

  /** Runs it and exits with its code: 1 if a count differs. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    System.out.flush();
    Runtime.getRuntime().exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new CompareThroughput()).setExecutionExceptionHandler(Failures::explain);
  }

  @Override
  public Integer call() throws IOException {
    if (block < 1) {
      throw new ParameterException(
          spec.commandLine(), "--block has to be 1 or more but is " + block);
    }
    Path table = Files.createTempDirectory("throughput");
    try (SparkSession spark = Session.start(master);
        CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      List<String> images =
          ImageListing.of(inputs, CountArchive.PICTURES, spark.sparkContext().hadoopConfiguration())
              .images()
              .stream()
              .map(ArchiveImage::path)
              .toList();
      ShippedModel model = ShippedModel.bundled();
      // The first pictures of each find its code not compiled and its buffers not there.
      List<String> first = images.subList(0, Math.min(block, images.size()));
      plain(counter, first, new HashMap<>());
      spark(spark, model, first, table.resolve("first"));
      return compare(spark, counter, model, images, table.resolve("table"));
    } finally {
      FileUtil.fullyDelete(table.toFile());
    }
  }

  private int compare(
      SparkSession spark, CrowdCounter counter, ShippedModel model, List<String> images, Path table)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, Double> counts = new HashMap<>();
    List<Measured> plain = new ArrayList<>();
    List<Measured> sparks = new ArrayList<>();
    for (int from = 0; from < images.size(); from += block) {
      List<String> some = images.subList(from, Math.min(images.size(), from + block));
      if (plain.size() % 2 == 0) {
        plain.add(plain(counter, some, counts));
        sparks.add(spark(spark, model, some, table));
      } else {
        sparks.add(spark(spark, model, some, table));
        plain.add(plain(counter, some, counts));
      }
      err.printf(
          Locale.ROOT,
          "%d of %d pictures: %s alone, %s on Spark%n",
          from + some.size(),
          images.size(),
          plain.get(plain.size() - 1),
          sparks.get(sparks.size() - 1));
      err.flush();
    }
    report(images.size(), plain, sparks);
    int other = otherCounts(spark, table, counts);
    spec.commandLine().getOut().printf("%d of %d counts differ%n", other, images.size());
    spec.commandLine().getOut().flush();
    return other == 0 ? 0 : 1;
  }

  private static Measured plain(
      CrowdCounter counter, List<String> images, Map<String, Double> counts) throws IOException {
    Measured.Start start = Measured.start();
    Stream<Path> files =
        images.stream().map(image -> Path.of(new org.apache.hadoop.fs.Path(image).toUri()));
    try (Stream<FileCount> results = counter.countAll(files)) {
      int next = 0;
      for (FileCount result : (Iterable<FileCount>) results::iterator) {
        counts.put(images.get(next++), result.orThrow().count());
      }
    }
    return start.stop();
  }

  private static Measured spark(
      SparkSession spark, ShippedModel model, List<String> images, Path table) throws IOException {
    Measured.Start start = Measured.start();
    new ArchiveJob(images, CountArchive.PICTURES, table.toString(), images.size())
        .run(spark, model, (done, total) -> {});
    return start.stop();
  }

  private static int otherCounts(SparkSession spark, Path table, Map<String, Double> counts)
      throws IOException {
    int other = counts.size();
    for (Row row :
        ArchiveTable.at(table.toString(), spark).rows().select("path", "count").collectAsList()) {
      if (row.get(1) != null && row.get(1).equals(counts.get(row.getString(0)))) {
        other--;
      }
    }
    return other;
  }

  private void report(int images, List<Measured> plain, List<Measured> sparks) {
    PrintWriter out = spec.commandLine().getOut();
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf("| | s | images/s | images/s per core | CPU s per image |%n|---|---|---|---|---|%n");
    line(out, "`countAll`", images, Measured.sum(plain), cores);
    line(out, "Spark", images, Measured.sum(sparks), cores);
    double[] ratios = new double[plain.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = sparks.get(i).seconds() / plain.get(i).seconds();
    }
    Arrays.sort(ratios);
    out.printf(
        Locale.ROOT,
        "overhead: %.1f %% of the time, %.1f %% of the CPU time; median of %d blocks: %.1f %%%n",
        100 * (Measured.sum(sparks).seconds() / Measured.sum(plain).seconds() - 1),
        100 * (Measured.sum(sparks).cpuSeconds() / Measured.sum(plain).cpuSeconds() - 1),
        ratios.length,
        100 * (ratios[ratios.length / 2] - 1));
    out.printf(
        Locale.ROOT,
        "a million images an hour: %s by the time, %s by the CPU time%n",
        cluster(Measured.sum(sparks).seconds() * cores / images),
        cluster(Measured.sum(sparks).cpuSeconds() / images));
  }

  private static String cluster(double coreSecondsPerImage) {
    double cores = MILLION_AN_HOUR * coreSecondsPerImage;
    return String.format(
        Locale.ROOT, "%.0f cores, %.0f executors of 4", Math.ceil(cores), Math.ceil(cores / 4));
  }

  private static void line(PrintWriter out, String name, int images, Measured it, int cores) {
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.2f | %.2f | %.2f |%n",
        name,
        it.seconds(),
        images / it.seconds(),
        images / it.seconds() / cores,
        it.cpuSeconds() / images);
  }
}
