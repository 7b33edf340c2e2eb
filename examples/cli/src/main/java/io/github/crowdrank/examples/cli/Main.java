package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * {@code java -jar crowdrank.jar COMMAND}. Exit code 0 on success, 1 when an input failed, 2 on
 * wrong usage.
 */
@Command(
    name = "crowdrank",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Counts people in photographs, and learns to.",
    subcommands = {
      CountCommand.class,
      PictureCommand.class,
      ReportCommand.class,
      WatchCommand.class,
      LabelCommand.class,
      DatasetCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      CalibrateCommand.class,
      AuditCommand.class,
      SuggestCommand.class,
      ExperimentCommand.class,
      CollectCommand.class,
      SimilarCommand.class,
      CleanCommand.class,
      PackCommand.class,
      ExportCommand.class,
      InfoCommand.class,
      CommandLine.HelpCommand.class
    })
final class Main implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    // Numbers are for programs, too, and digits as some languages write them are none to those.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    int code = commandLine().execute(arguments);
    if (System.out.checkError()) {
      System.err.println("crowdrank: standard output could not be written");
      code = Math.max(code, CommandLine.ExitCode.SOFTWARE);
    }
    Runtime.getRuntime().exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version of the jar this class came in. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"crowdrank " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** What can go wrong in the field is one sentence; only what cannot gets a stack trace. */
  private static int explain(
      Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (problem instanceof IOException
        || problem instanceof UncheckedIOException
        || problem instanceof IllegalArgumentException
        || problem instanceof IllegalStateException
        || problem.getClass().getName().startsWith("io.github.crowdrank.")) {
      commandLine.getErr().println("crowdrank: " + Problems.sentence(problem));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw problem;
  }
}
