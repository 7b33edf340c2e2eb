package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFormat;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.data.reader.WritableFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a dataset in another format. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a dataset in another format and lists what was changed or left out on the way.",
      "Image files are copied where the format takes them."
    })
final class ConvertCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "the layout to write")
  private String to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the folder to make; refused if it is there")
  private Path out;

  private long lastProgress = System.nanoTime();

  @Override
  public Integer call() throws IOException {
    WritableFormat format = writable();
    List<AnnotatedImages> opened = dataset.openFiles(spec.commandLine());
    if (opened.size() != 1) {
      throw new ParameterException(spec.commandLine(), "one split is converted at a time");
    }
    AnnotatedImages images = opened.get(0);
    long start = System.nanoTime();
    format.write(images, out, (done, total) -> progress(done, total, start));
    PrintWriter report = spec.commandLine().getOut();
    DatasetOptions.changes(images).forEach(report::println);
    report.printf(
        Locale.ROOT,
        "%s: %d images written to %s, %d points moved or dropped, %d faults left out%n",
        images.name(),
        images.size(),
        out,
        images.adjustments().size(),
        images.faults().size());
    report.flush();
    return 0;
  }

  private WritableFormat writable() {
    List<String> names =
        DatasetFormats.all().stream()
            .filter(WritableFormat.class::isInstance)
            .map(DatasetFormat::name)
            .toList();
    if (!names.contains(to.toLowerCase(Locale.ROOT))) {
      throw new ParameterException(
          spec.commandLine(), "datasets are written as %s but not as \"%s\"".formatted(names, to));
    }
    return (WritableFormat) DatasetFormats.named(to.toLowerCase(Locale.ROOT));
  }

  private void progress(int done, int total, long start) {
    long now = System.nanoTime();
    if (now - lastProgress > PROGRESS_NANOS || done == total) {
      lastProgress = now;
      double rate = done / ((now - start) / 1e9);
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%d/%d images, %.1f images/s, %.0f s left%n",
              done,
              total,
              rate,
              (total - done) / rate);
      spec.commandLine().getErr().flush();
    }
  }
}
