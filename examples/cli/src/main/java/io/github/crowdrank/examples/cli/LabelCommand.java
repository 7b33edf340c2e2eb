package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.label.HeadSuggestions;
import io.github.crowdrank.data.label.LabelFolder;
import io.github.crowdrank.data.label.LabelServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the page on which heads are clicked. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a page on which you click heads on the pictures of a folder, with those that the model"
          + " finds as suggestions. Open the address that it prints, in a browser of this machine.",
      "Each change is saved at once, street.jpg's in street.csv; Ctrl-C ends it."
    })
final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "a folder of pictures, or one with a folder images in it")
  private Path folder;

  @Option(
      names = "--points",
      paramLabel = "DIR",
      description = "folder of the points (default: FOLDER, or points beside images)")
  private @Nullable Path points;

  @Mixin private ModelOption model;

  @Option(names = "--no-suggestions", description = "leaves the model out")
  private boolean noSuggestions;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "0 for any that is free (default: ${DEFAULT-VALUE})")
  private int port = 8471;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description =
          "the layout that the page exports in unless another is chosen (default:"
              + " ${DEFAULT-VALUE})")
  private String format = "csv";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the page makes a folder for each export (default: beside FOLDER)")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (noSuggestions && model.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--model suggests points, and --no-suggestions leaves them out");
    }
    LabelServer.Builder builder = LabelServer.builder(pictures());
    try {
      builder.port(port).exportFormat(format.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (out != null) {
      builder.exportFolder(out);
    }
    if (noSuggestions) {
      return serve(builder);
    }
    try (CrowdCounter counter = model.counter()) {
      return serve(builder.suggestions(HeadSuggestions.peaks(counter)));
    }
  }

  private LabelFolder pictures() throws IOException {
    return points == null ? LabelFolder.open(folder) : LabelFolder.open(folder, points);
  }

  private int serve(LabelServer.Builder builder) throws IOException {
    CountDownLatch stopped = new CountDownLatch(1);
    return StopOnSignal.run(
        () -> {
          try (LabelServer server = builder.start()) {
            PrintWriter result = spec.commandLine().getOut();
            result.println(server.address());
            result.flush();
            stopped.await();
            return 0;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
          }
        },
        stopped::countDown);
  }
}
