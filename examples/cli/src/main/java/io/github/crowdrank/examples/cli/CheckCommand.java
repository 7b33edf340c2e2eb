package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.check.DatasetCheck;
import io.github.crowdrank.data.check.DatasetReport;
import io.github.crowdrank.data.reader.DatasetException;
import io.github.crowdrank.data.reader.DatasetFault.Severity;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks for faults in annotated images. Exit code 1 if there is an error among them. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Decodes every image, looks at every point and reports all that is wrong.")
final class CheckCommand implements Callable<Integer> {
  private static final int NAMED = 10;

  @Spec private CommandSpec spec;

  @Mixin private DatasetSource source;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "writes Markdown that names every fault; ten of each kind are printed")
  private @Nullable Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "writes the report as JSON")
  private @Nullable Path json;

  @Option(
      names = "--histogram",
      paramLabel = "FILE",
      description = "draws the heads per image as SVG")
  private @Nullable Path histogram;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "images decoded at once (default: the number of processors)")
  private @Nullable Integer threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    OutputFiles.require(report, json, histogram);
    DatasetReport checked = check().run();
    PrintWriter out = spec.commandLine().getOut();
    out.print(checked.markdown(NAMED));
    out.flush();
    // What took hours is told by now, should a disk be full.
    if (report != null) {
      checked.writeMarkdown(report);
    }
    if (json != null) {
      checked.writeJson(json);
    }
    if (histogram != null) {
      checked.writeHistogram(histogram);
    }
    return checked.count(Severity.ERROR) == 0 ? 0 : 1;
  }

  private DatasetCheck check() throws IOException {
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "images");
    DatasetCheck.Builder builder = DatasetCheck.builder().progress(progress);
    if (threads != null) {
      if (threads < 1) {
        throw new ParameterException(
            spec.commandLine(), "--threads is 1 or more but was " + threads);
      }
      builder.threads(threads);
    }
    DatasetFormat format = source.format(spec.commandLine());
    for (String split : source.splits(format, spec.commandLine())) {
      Listing listing = format.list(source.root(), split);
      if (listing.images().isEmpty() && listing.faults().isEmpty()) {
        throw new DatasetException(
            listing.name(),
            List.of(
                "there is nothing to check in %s: no images, and none of the files of the format %s, which is %s"
                    .formatted(source.root(), format.name(), format.description())));
      }
      builder.split(listing);
    }
    return builder.build();
  }
}
