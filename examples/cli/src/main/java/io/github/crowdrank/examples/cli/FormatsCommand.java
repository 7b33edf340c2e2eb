package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.DatasetFormats;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the formats that can be read. */
@Command(
    name = "formats",
    mixinStandardHelpOptions = true,
    description = "Lists the formats that can be read, their splits and layouts.")
final class FormatsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (DatasetFormat format : DatasetFormats.all()) {
      out.printf(
          Locale.ROOT,
          "%-14s %s%n%-14s splits: %s%n",
          format.name(),
          format.description(),
          "",
          String.join(", ", format.splits()));
    }
    out.flush();
  }
}
