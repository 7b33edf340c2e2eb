package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service in a JVM of its own, with 512 MiB of heap. */
final class ServiceProcess implements AutoCloseable {
  /** What a JVM exits with that SIGTERM ended. */
  private static final int TERMINATED = 128 + 15;

  private final Process process;
  private final BufferedReader lines;
  private final URI address;

  private ServiceProcess(Process process) throws IOException {
    this.process = process;
    this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String first = lines.readLine();
    if (first == null) {
      throw new IOException("the service did not start");
    }
    this.address = URI.create(first);
  }

  /** Starts one at any port that is free. */
  static ServiceProcess start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "--port", "0"));
    command.addAll(List.of(options));
    return new ServiceProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  URI address() {
    return address;
  }

  /** The most memory that was in use at once, such as {@code 412345 kB}; of Linux. */
  String peakMemory() throws IOException {
    try (var status = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.substring("VmHWM:".length()).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  /** Sends SIGTERM and waits for the end; the last line that was printed. */
  String terminate() throws IOException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy would also close what is read here
    String last = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      last = line;
    }
    if (process.waitFor() != TERMINATED) {
      throw new IOException("exit code " + process.exitValue() + " after: " + last);
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }
}
