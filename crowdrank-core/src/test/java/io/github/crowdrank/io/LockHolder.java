package io.github.crowdrank.io;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
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
        JavaProcess.of(LockHolder.class, file.toString()).redirectErrorStream(true).start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (!"true".equals(said) && !"false".equals(said)) {
      process.destroyForcibly();
      throw new AssertionError("the process said " + said);
    }
    return new LockHolder(process, Boolean.parseBoolean(said));
  }

  public static void main(String[] arguments) throws IOException {
    Optional<LockFile> taken = LockFile.tryTake(Path.of(arguments[0]));
    System.out.println(taken.isPresent());
    JavaProcess.untilInputEnds();
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
