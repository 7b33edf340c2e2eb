package io.github.crowdrank.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in JVMs of their own, for what only another process can show. */
public final class JavaProcess {
  private JavaProcess() {}

  /** What starts a class's main method with this JVM's class path. */
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    return of(List.of(), main, arguments);
  }

  /**
   * As {@link #of(Class, String...)}.
   *
   * @param options of the JVM
   */
  public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
    return of(options, System.getProperty("java.class.path"), main.getName(), arguments);
  }

  /**
   * What starts a main method in a JVM like this one.
   *
   * @param options of the JVM
   * @param main the full name of a class on that class path
   */
  public static ProcessBuilder of(
      List<String> options, String classPath, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Waits, in such a program, until the process that started it has ended or hangs up. */
  public static void untilInputEnds() throws IOException {
    while (System.in.read() >= 0) {
      // What comes does not matter.
    }
  }
}
