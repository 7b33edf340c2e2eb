package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index of a million descriptors, built and searched in a heap of 2 GB. */
class MillionDescriptorsTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int DIMENSION = 512;
  private static final int QUERIES = 200;

  @TempDir private Path folder;

  /** Builds and searches an index, and prints what it took. */
  static final class Build {
    private Build() {}

    /**
     * Runs it.
     *
     * @param arguments the folder and the number of descriptors
     */
    @SuppressWarnings("SystemOut") // a program to run by hand too
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      int count = Integer.parseInt(arguments[1]);
      ClusteredDescriptors descriptors = new ClusteredDescriptors(DIMENSION, count / 200, 1);
      long start = System.nanoTime();
      try (DescriptorIndex index = DescriptorIndex.open(folder, "clustered", DIMENSION)) {
        for (int i = 0; i < count; i++) {
          index.add(
              new DescribedImage(Integer.toString(i), descriptors.get(i), new PerceptualHash(i)));
          if ((i + 1) % 20_000 == 0) {
            System.out.printf(
                Locale.ROOT, "%d added in %.0f s%n", i + 1, (System.nanoTime() - start) / 1e9);
          }
        }
        index.commit();
        System.out.printf(Locale.ROOT, "built in %.0f s%n", (System.nanoTime() - start) / 1e9);
      }
      try (Stream<Path> files = Files.list(folder)) {
        long bytes = files.mapToLong(file -> file.toFile().length()).sum();
        System.out.printf(Locale.ROOT, "%.0f MiB on disk%n", bytes / 1048576.0);
      }
      search(folder, descriptors, count);
      Files.readString(STATUS)
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .forEach(System.out::println);
    }

    @SuppressWarnings("SystemOut")
    private static void search(Path folder, ClusteredDescriptors descriptors, int count)
        throws IOException {
      List<ImageDescriptor> queries =
          IntStream.range(count, count + QUERIES).mapToObj(descriptors::get).toList();
      ExactNearest exact = new ExactNearest(queries, 10);
      for (int i = 0; i < count; i++) {
        exact.offer(Integer.toString(i), descriptors.get(i));
      }
      try (DescriptorIndex index = DescriptorIndex.open(folder, "clustered", DIMENSION)) {
        for (ImageDescriptor query : queries) {
          index.search(query, 10);
        }
        double recall = 0;
        long searched = 0;
        for (int i = 0; i < QUERIES; i++) {
          long start = System.nanoTime();
          List<DescriptorIndex.Match> found = index.search(queries.get(i), 10);
          searched += System.nanoTime() - start;
          recall += exact.recall(i, found);
        }
        System.out.printf(
            Locale.ROOT,
            "%d held, %.2f ms a query, recall %.4f%n",
            index.size(),
            searched / 1e6 / QUERIES,
            recall / QUERIES);
      }
    }
  }

  @Test
  void a_million_are_built_and_searched_in_a_heap_of_2_gb() throws Exception {
    assumeTrue(
        Boolean.getBoolean("crowdrank.slow") && Files.exists(STATUS),
        "a million descriptors on Linux, some 6 GB of disk; run with -Dcrowdrank.slow=true");
    Path output = folder.resolve("output");
    Process process =
        JavaProcess.of(
                List.of("-Xmx2g"),
                Build.class,
                folder.resolve("index").toString(),
                Integer.toString(Integer.getInteger("crowdrank.descriptors", 1_000_000)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    String printed = Files.readString(output);
    System.out.println(printed);
    double recall = Double.parseDouble(printed.replaceAll("(?s).*recall (\\S+).*", "$1"));
    assertThat(recall).isGreaterThan(0.95);
  }
}
