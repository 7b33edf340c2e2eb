package io.github.crowdrank.train;

import io.github.crowdrank.process.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Programs in JVMs of their own, with this one's class path and one OpenMP thread. */
final class TestJvm {
  private TestJvm() {}

  static Process start(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    all.addAll(options);
    ProcessBuilder builder =
        JavaProcess.of(all, main, arguments.toArray(String[]::new)).redirectErrorStream(true);
    // Short steps beside other work: a team of threads would only wait for each other.
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  /**
   * What a program writes until it ends.
   *
   * @throws IllegalStateException if it fails
   */
  static String toEnd(Process process) throws IOException, InterruptedException {
    try (BufferedReader out = output(process)) {
      String text = out.lines().collect(Collectors.joining("\n"));
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed; it wrote:\n" + text);
      }
      return text;
    } finally {
      process.destroyForcibly();
    }
  }

  static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
