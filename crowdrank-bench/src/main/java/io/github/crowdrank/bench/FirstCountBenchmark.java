package io.github.crowdrank.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take from the start of a JVM to the first count of the bundled model, for a JPEG
 * file of 1024x768 pixels? Native libraries are unpacked by the warm-up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 11)
@Fork(1)
public class FirstCountBenchmark {
  private Path file = Path.of("");
  private @Nullable Process process;

  /** Writes the photo. */
  @Setup
  public void write() throws IOException {
    file = Photos.jpegFile();
  }

  /** The end of one JVM is not to take time from the start of the next. */
  @TearDown(Level.Iteration)
  public void end() throws InterruptedException {
    if (process != null && !process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }

  /** One JVM, until it has printed its count. */
  @Benchmark
  public double startAndCount() throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FirstCount.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.startsWith(FirstCount.PREFIX)) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IOException("the JVM ended with code %d".formatted(started.waitFor()));
      }
      return Double.parseDouble(line.substring(FirstCount.PREFIX.length()));
    }
  }
}
