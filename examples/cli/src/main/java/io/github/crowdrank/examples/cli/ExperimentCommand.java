package io.github.crowdrank.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tables of the paper, run here and printed beside the published ones. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    description = "Runs an experiment of the paper and prints its table beside the published one.",
    subcommands = {
      AblationCommand.class,
      UcfCc50Command.class,
      ShanghaiTechCommand.class,
      TransferCommand.class,
      GrowingLabelsCommand.class,
      SchemesCommand.class,
      RecipeChoicesCommand.class,
      RankingChoicesCommand.class,
      RankingPushesCommand.class,
      LabelNextCommand.class,
      SemiSupervisedCommand.class,
      CommandLine.HelpCommand.class
    })
final class ExperimentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
