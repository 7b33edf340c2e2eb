package io.github.crowdrank.data.label;

import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that serves the page of a folder until it is ended. */
final class LabelProcess implements AutoCloseable {
  private final Process process;
  private final URI address;

  private LabelProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static LabelProcess start(Path pictures) throws IOException {
    Process process = JavaProcess.of(LabelProcess.class, pictures.toString()).start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (said == null) {
      process.destroyForcibly();
      throw new AssertionError(
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
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
