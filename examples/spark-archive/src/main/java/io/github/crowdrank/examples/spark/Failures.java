package io.github.crowdrank.examples.spark;

import java.io.IOException;
import picocli.CommandLine;

/** What can go wrong in the field is one sentence; only what cannot gets a stack trace. */
final class Failures {
  private Failures() {}

  static int explain(Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IOException
        || problem instanceof IllegalArgumentException
        || problem.getClass().getName().startsWith("org.apache.")) {
      commandLine.getErr().println(commandLine.getCommandName() + ": " + sentence(problem));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw problem;
  }

  /** Spark wraps what happened, and adds what else it knows line by line. */
  private static String sentence(Exception problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.spark.")) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null
        ? cause.toString()
        : message.lines().findFirst().orElse(cause.toString());
  }
}
