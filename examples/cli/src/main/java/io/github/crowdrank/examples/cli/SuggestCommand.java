package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.CsvTable;
import io.github.crowdrank.train.trust.LabelSuggestions;
import io.github.crowdrank.train.trust.Suggestion;
import io.github.crowdrank.train.trust.Suggestions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chooses pictures that are worth labelling. */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    description = "Chooses pictures to label next: uncertain ones that differ from each other.")
final class SuggestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "pictures, with the folders in it")
  private Path folder;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "pictures to choose (default: ${DEFAULT-VALUE})")
  private int number = 20;

  @Option(
      names = "--labeled",
      paramLabel = "DIR",
      description = "folder of pictures that have labels already, with the folders in it")
  private @Nullable Path labeled;

  @Mixin private ModelOption model;

  @Option(names = "--csv", paramLabel = "FILE", description = "writes picture,violated,distance")
  private @Nullable Path csv;

  @Option(
      names = "--copy",
      paramLabel = "DIR",
      description = "copies the pictures chosen into this new or empty folder")
  private @Nullable Path copy;

  @Override
  public Integer call() throws IOException {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), "--number is 1 or more but was " + number);
    }
    if (csv != null) {
      AtomicFile.requirePlace(csv);
    }
    PictureCopies copies = copy == null ? null : PictureCopies.of(folder, copy);
    Suggestions suggestions = suggestions();
    PrintWriter out = spec.commandLine().getOut();
    CsvTable table = new CsvTable("picture", "violated", "distance");
    for (Suggestion picture : suggestions.pictures()) {
      String violated = String.format(Locale.ROOT, "%.3f", picture.violations().rate());
      boolean isFirst = Double.isInfinite(picture.distance());
      String distance = isFirst ? "" : String.format(Locale.ROOT, "%.3f", picture.distance());
      out.printf("%s  %5s  %s%n", violated, distance, picture.id());
      table.add(picture.id(), violated, distance);
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    suggestions
        .failures()
        .forEach(failure -> err.println("crowdrank: " + Problems.sentence(failure.problem())));
    // What took hours is told by now, should a disk be full.
    if (csv != null) {
      table.write(csv);
    }
    if (copies != null) {
      for (Suggestion picture : suggestions.pictures()) {
        copies.add(picture.id());
      }
    }
    return suggestions.failures().isEmpty() ? 0 : 1;
  }

  private Suggestions suggestions() throws IOException {
    try (CrowdCounter counter = model.counter();
        ImageDescriptors descriptors = ImageDescriptors.load()) {
      LabelSuggestions.Builder choosing =
          LabelSuggestions.builder(counter, descriptors)
              .progress(new ProgressLine(spec.commandLine().getErr(), "looked at"));
      if (labeled != null) {
        choosing.labeled(ImageFolder.openRecursively(labeled));
      }
      return choosing.build().choose(ImageFolder.openRecursively(folder), number);
    }
  }
}
