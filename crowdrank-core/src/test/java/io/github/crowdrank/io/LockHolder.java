package io.github.crowdrank.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A process that tries to take a file, says whether it has it, and then waits to be ended. */
final class LockHolder implements AutoCloseable {
  private final Process process;
  private final boolean taken;

  private LockHolder(Process process, boolean taken) {
    this.process = process;
    this.taken = taken;
  }

  static LockHolder start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (!"true".equals(said) && !"false".equals(said)) {
      process.destroyForcibly();
      throw new AssertionError("the process said " + said);
    }
    return new LockHolder(process, Boolean.parseBoolean(said));
  }

  public static void main(String[] arguments) throws IOException {
    Optional<LockFile> taken = LockFile.tryTake(Path.of(arguments[0]));
    System.out.println(taken.isPresent());
    while (System.in.read() >= 0) {
      // The end of the input is that of this process.
    }
    if (taken.isPresent()) {
      taken.get().close();
    }
  }

  boolean hasTaken() {
    return taken;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
