package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.clean.CleanedPool;
import io.github.crowdrank.data.clean.ContactSheet;
import io.github.crowdrank.data.clean.DropReason;
import io.github.crowdrank.data.clean.PoolCleaning;
import io.github.crowdrank.data.clean.Verdict;
import io.github.crowdrank.data.reader.ImageFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sorts out what a pool of unlabelled pictures should not hold. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = "Sorts out what a pool of unlabelled pictures should not hold.")
final class CleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--pool",
      required = true,
      paramLabel = "DIR",
      description = "folder of pictures, with the folders in it")
  private Path pool;

  @Option(
      names = "--protect",
      paramLabel = "DIR",
      description = "folder whose pictures the pool must not hold, such as a test set; repeatable")
  private List<Path> protectedFolders = List.of();

  @Option(
      names = "--min-people",
      paramLabel = "N",
      description = "drops pictures in which fewer people are counted")
  private @Nullable Double minPeople;

  @Mixin private ModelOption model;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.png",
      description = "draws thumbnails with the verdicts; more than 80 on several pages")
  private @Nullable Path sheet;

  @Option(names = "--csv", paramLabel = "FILE", description = "writes one line per picture")
  private @Nullable Path csv;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "copies what is kept into this new or empty folder")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (minPeople == null && model.isGiven()) {
      throw new ParameterException(spec.commandLine(), "--model belongs to --min-people");
    }
    OutputFiles.require(csv, sheet);
    PictureCopies copies = out == null ? null : PictureCopies.of(pool, out);
    PoolCleaning.Builder cleaning =
        PoolCleaning.builder(ImageFolder.openRecursively(pool))
            .progress(new ProgressLine(spec.commandLine().getErr(), "looked at"));
    for (Path folder : protectedFolders) {
      cleaning.protect(ImageFolder.openRecursively(folder));
    }
    CleanedPool cleaned;
    if (minPeople == null) {
      cleaned = cleaning.build().run();
    } else {
      try (CrowdCounter counter = model.counter()) {
        cleaned = cleaning.counter(counter).leastPeople(minPeople).build().run();
      }
    }
    report(cleaned);
    // What took hours is told by now, should a disk be full.
    if (csv != null) {
      cleaned.writeCsv(csv);
    }
    if (sheet != null) {
      ContactSheet.write(cleaned, sheet);
    }
    if (copies != null) {
      for (Verdict verdict : cleaned.verdicts()) {
        if (verdict instanceof Verdict.Kept) {
          copies.add(verdict.id());
        }
      }
    }
    return 0;
  }

  private void report(CleanedPool cleaned) {
    Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
    for (Verdict verdict : cleaned.verdicts()) {
      if (verdict instanceof Verdict.Dropped it) {
        dropped.merge(it.reason(), 1, Integer::sum);
      }
    }
    PrintWriter result = spec.commandLine().getOut();
    result.printf(
        Locale.ROOT, "%d of %d pictures kept%n", cleaned.kept().size(), cleaned.verdicts().size());
    dropped.forEach(
        (reason, count) ->
            result.printf(
                Locale.ROOT,
                "%d dropped: %s%n",
                count,
                reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    result.flush();
  }
}
