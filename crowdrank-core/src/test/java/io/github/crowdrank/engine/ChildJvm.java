package io.github.crowdrank.engine;

import io.github.crowdrank.process.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs programs in a JVM of their own, for instance with less on its class path. */
public final class ChildJvm {
  private static final int MOST_SECONDS = 3600;

  private ChildJvm() {}

  /**
   * Runs a main method with this JVM's class path.
   *
   * @param folder an empty folder of its own
   * @param kept which entries of the class path it gets
   * @param options of the JVM
   * @return everything it wrote
   * @throws IllegalStateException if it failed or did not end
   */
  public static String run(
      Path folder, Class<?> main, Predicate<String> kept, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, main, kept, options, Map.of(), arguments);
  }

  /**
   * As {@link #run(Path, Class, Predicate, List, String...)}.
   *
   * @param environment variables beside this JVM's
   */
  public static String run(
      Path folder,
      Class<?> main,
      Predicate<String> kept,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    // JavaCPP keeps unpacked libraries in a cache: an empty one, or it would find them there.
    all.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"));
    all.addAll(options);
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(kept)
            .collect(Collectors.joining(File.pathSeparator));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        JavaProcess.of(all, classPath, main.getName(), arguments)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end; it wrote:\n" + Files.readString(output));
    }
    String text = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new IllegalStateException("failed; it wrote:\n" + text);
    }
    return text;
  }

  /** The lines that start with {@code RESULT}. */
  public static List<String> results(String output) {
    return output.lines().filter(line -> line.startsWith("RESULT ")).toList();
  }
}
