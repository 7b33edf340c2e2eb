package io.github.crowdrank.examples.cli;

import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.similar.DescriptorIndex;
import io.github.crowdrank.data.similar.QueryByExample;
import io.github.crowdrank.data.similar.SimilarImages;
import io.github.crowdrank.data.similar.SimilarImages.Answer;
import io.github.crowdrank.io.CsvTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Chooses unlabelled pictures that resemble examples. */
@Command(
    name = "similar",
    mixinStandardHelpOptions = true,
    description = "Chooses pictures of a pool that resemble examples.")
final class SimilarCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--query",
      required = true,
      paramLabel = "DIR",
      description = "folder of examples, such as a dataset's training images")
  private Path query;

  @Option(
      names = "--pool",
      required = true,
      paramLabel = "DIR",
      description = "folder to choose from, with the folders in it")
  private Path pool;

  @Option(
      names = "--nearest",
      paramLabel = "N",
      description = "pictures for each example (default: ${DEFAULT-VALUE})")
  private int nearest = 10;

  @Option(
      names = "--index",
      required = true,
      paramLabel = "DIR",
      description = "folder that keeps what was learned of the pool, for the next time")
  private Path index;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "writes query,picture,cosine, one line per picture chosen")
  private Path out;

  @Option(
      names = "--copy",
      paramLabel = "DIR",
      description = "copies the pictures chosen into this new or empty folder")
  private @Nullable Path copy;

  @Override
  public Integer call() throws IOException {
    if (nearest < 1) {
      throw new ParameterException(spec.commandLine(), "--nearest is 1 or more but was " + nearest);
    }
    OutputFiles.require(out);
    PictureCopies copies = copy == null ? null : PictureCopies.of(pool, copy);
    PrintWriter err = spec.commandLine().getErr();
    SimilarImages similar;
    try (ImageDescriptors descriptors = ImageDescriptors.load();
        DescriptorIndex descriptorIndex =
            DescriptorIndex.open(index, descriptors.space(), descriptors.dimension())) {
      similar =
          QueryByExample.builder(descriptors, descriptorIndex)
              .queries(ImageFolder.open(query))
              .pool(ImageFolder.openRecursively(pool))
              .nearest(nearest)
              .progress(new ProgressLine(err, "described"))
              .build()
              .run();
    }
    CsvTable table = new CsvTable("query", "picture", "cosine");
    for (Answer answer : similar.answers()) {
      String cosine = String.format(Locale.ROOT, "%.4f", answer.cosine());
      table.add(answer.query(), answer.picture(), cosine);
    }
    table.write(out);
    similar.unreadable().forEach(it -> err.println("crowdrank: " + it.id() + ": " + it.reason()));
    PrintWriter result = spec.commandLine().getOut();
    result.printf(Locale.ROOT, "%d pictures in %s%n", similar.answers().size(), out);
    result.flush();
    // What took hours is told by now, should a disk be full.
    if (copies != null) {
      for (Answer answer : similar.answers()) {
        copies.add(answer.picture());
      }
    }
    return similar.unreadable().isEmpty() ? 0 : 1;
  }
}
