package io.github.crowdrank.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with annotated images without a network. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = "Checks, converts and divides annotated images, and lists their formats.",
    subcommands = {
      CheckCommand.class,
      FormatsCommand.class,
      ConvertCommand.class,
      SplitCommand.class,
      HideCommand.class,
      CommandLine.HelpCommand.class
    })
final class DatasetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
