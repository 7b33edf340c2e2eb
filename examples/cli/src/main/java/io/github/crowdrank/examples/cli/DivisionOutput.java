package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.split.ImageLists;
import io.github.crowdrank.data.split.SplitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where a division goes. */
final class DivisionOutput {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the division as JSON, with a fingerprint of the dataset")
  private Path out;

  @Option(
      names = "--lists",
      paramLabel = "DIR",
      description = "writes a text file of ids for each part as well")
  private @Nullable Path lists;

  /** Writes the division and prints what it holds. */
  void write(SplitFile division, CommandLine commandLine) throws IOException {
    division.write(out);
    PrintWriter results = commandLine.getOut();
    results.println(division.dataset() + ", fingerprint " + division.fingerprint());
    for (Map.Entry<String, List<String>> part : division.parts().entrySet()) {
      results.println(part.getKey() + ": " + part.getValue().size() + " images");
      if (lists != null) {
        Files.createDirectories(lists);
        ImageLists.write(part.getValue(), lists.resolve(part.getKey() + ".txt"));
      }
    }
    results.flush();
  }
}
