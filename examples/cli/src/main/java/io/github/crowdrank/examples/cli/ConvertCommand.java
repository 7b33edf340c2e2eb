package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.WritableFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Spec private CommandSpec spec;

  @Mixin private DatasetOptions dataset;

  @Mixin private WrittenDataset target;

  @Override
  public Integer call() throws IOException {
    WritableFormat format = target.format(spec.commandLine());
    List<AnnotatedImages> opened = dataset.openFiles(spec.commandLine());
    if (opened.size() != 1) {
      throw new ParameterException(spec.commandLine(), "one split is converted at a time");
    }
    AnnotatedImages images = opened.get(0);
    target.write(images, format, spec.commandLine());
    PrintWriter report = spec.commandLine().getOut();
    DatasetOptions.changes(images).forEach(report::println);
    report.printf(
        Locale.ROOT,
        "%s: %d images written to %s, %d points moved or dropped, %d faults left out%n",
        images.name(),
        images.size(),
        target.out(),
        images.adjustments().size(),
        images.faults().size());
    report.flush();
    return 0;
  }
}
