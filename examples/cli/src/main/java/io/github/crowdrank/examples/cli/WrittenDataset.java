package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.WritableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a dataset is to be written, and in which layout. */
final class WrittenDataset {
  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "the layout to write (default: ${DEFAULT-VALUE})")
  private String format = "csv";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the folder to make, with those it lies in; refused if it is there")
  private Path out;

  Path out() {
    return out;
  }

  WritableFormat format(CommandLine commandLine) {
    List<String> names =
        DatasetFormats.all().stream()
            .filter(WritableFormat.class::isInstance)
            .map(DatasetFormat::name)
            .toList();
    String name = format.toLowerCase(Locale.ROOT);
    if (!names.contains(name)) {
      throw new ParameterException(
          commandLine, "datasets are written as %s but not as \"%s\"".formatted(names, format));
    }
    return (WritableFormat) DatasetFormats.named(name);
  }

  void write(CrowdDataset images, WritableFormat chosen, CommandLine commandLine)
      throws IOException {
    Path parent = out.toAbsolutePath().normalize().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    chosen.write(images, out, new ProgressLine(commandLine.getErr(), "written"));
  }
}
