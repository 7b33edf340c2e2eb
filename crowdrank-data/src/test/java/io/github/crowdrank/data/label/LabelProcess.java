package io.github.crowdrank.data.label;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that serves the page of a folder until it is ended. */
final class LabelProcess implements AutoCloseable {
  /** It does not live for long. */
  private static final List<String> STARTED_FAST =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final URI address;
  private final Path errors;

  private LabelProcess(Process process, URI address, Path errors) {
    this.process = process;
    this.address = address;
    this.errors = errors;
  }

  /**
   * Starts one.
   *
   * @param errors the file of what it has to complain about, which is replaced
   */
  static LabelProcess start(Path pictures, Path errors) throws IOException {
    Process process =
        JavaProcess.of(STARTED_FAST, LabelProcess.class, pictures.toString())
            .redirectError(errors.toFile())
            .start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (said == null) {
      process.destroyForcibly().onExit().join();
      throw new AssertionError(Files.readString(errors));
    }
    return new LabelProcess(process, URI.create(said), errors);
  }

  public static void main(String[] arguments) throws IOException {
    try (LabelServer server =
        LabelServer.builder(LabelFolder.open(Path.of(arguments[0]))).start()) {
      System.out.println(server.address());
      JavaProcess.untilInputEnds();
    }
  }

  URI address() {
    return address;
  }

  /** Whether it runs, and what it has complained about so far. */
  String state() throws IOException {
    return "a server that %s and said: %s"
        .formatted(process.isAlive() ? "runs" : "has ended", Files.readString(errors));
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
