package io.github.crowdrank.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a fresh process take from the file of a very large picture to its count, start
 * included, and how much memory at its peak?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
@Fork(1)
public class LargeImageBenchmark {
  /** 288 MB of pixels, the file, the floats of a tile, and the library's own. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx400m",
          "-XX:+UseSerialGC",
          "-Xmn16m",
          // JavaCPP's own limits follow the heap's, which is small here.
          "-Dorg.bytedeco.javacpp.maxBytes=1g",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1g");

  @Param("12000x8000")
  private String widthByHeight;

  private Path file = Path.of("");

  /** Memory of the process that counted. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Memory {
    /** Resident, at its highest. */
    public long peakMebibytes;
  }

  /** Paints the picture, in a process of its own. */
  @Setup
  public void paint() throws IOException, InterruptedException {
    file = Files.createTempFile("crowd", ".jpg");
    int[] sides = Sides.of(widthByHeight);
    run(
        List.of("-Xmx2g"),
        "paint",
        file.toString(),
        Integer.toString(sides[0]),
        Integer.toString(sides[1]));
  }

  /** Deletes the picture. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** One process. */
  @Benchmark
  public void count(Memory memory) throws IOException, InterruptedException {
    for (String line : run(OPTIONS, "count", file.toString())) {
      if (line.startsWith(LargeImage.PREFIX)) {
        memory.peakMebibytes += Long.parseLong(line.substring(LargeImage.PREFIX.length())) >> 10;
      }
    }
  }

  private static List<String> run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LargeImage.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("%s ended with code %d".formatted(List.of(arguments), code));
    }
    return lines;
  }
}
