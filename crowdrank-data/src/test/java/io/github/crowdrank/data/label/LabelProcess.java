package io.github.crowdrank.data.label;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that serves the page of a folder until it is ended. */
final class LabelProcess implements AutoCloseable {
  /** It does not live for long. */
  private static final List<String> STARTED_FAST =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final URI address;

  private LabelProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static LabelProcess start(Path pictures) throws IOException {
    Process process = JavaProcess.of(STARTED_FAST, LabelProcess.class, pictures.toString()).start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (said == null) {
      // Before it is destroyed, which closes what it is read by.
      String problem = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      process.destroyForcibly();
      throw new AssertionError(problem);
    }
    return new LabelProcess(process, URI.create(said));
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

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
