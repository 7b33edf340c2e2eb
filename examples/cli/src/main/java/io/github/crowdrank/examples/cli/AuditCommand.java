package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.train.trust.AuditedPicture;
import io.github.crowdrank.train.trust.RankingAudit;
import io.github.crowdrank.train.trust.RankingTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
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

/** Warns of pictures that are too much for a model, without any label. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Warns of pictures that are too much for a model, without any label:",
      "those of which it often counts more people in a crop than in the crop around it."
    })
final class AuditCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "pictures, with the folders in it")
  private Path folder;

  @Mixin private ModelOption model;

  @Option(
      names = "--suspect",
      paramLabel = "RATE",
      description = "share of violated pairs above which to warn (default: ${DEFAULT-VALUE})")
  private double suspect = RankingAudit.SUSPECT_RATE;

  @Option(names = "--csv", paramLabel = "FILE", description = "writes one line per picture")
  private @Nullable Path csv;

  @Override
  public Integer call() throws IOException {
    if (!(suspect >= 0 && suspect <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--suspect is a share from 0 to 1 but was " + suspect);
    }
    if (csv != null) {
      AtomicFile.requirePlace(csv);
    }
    RankingAudit audit;
    try (CrowdCounter counter = model.counter()) {
      audit =
          RankingAudit.of(
              counter,
              ImageFolder.openRecursively(folder),
              RankingTrial.standard(),
              new ProgressLine(spec.commandLine().getErr(), "tried"));
    }
    report(audit);
    // What took hours is told by now, should a disk be full.
    if (csv != null) {
      audit.writeCsv(csv);
    }
    return audit.failures().isEmpty() ? 0 : 1;
  }

  private void report(RankingAudit audit) {
    PrintWriter err = spec.commandLine().getErr();
    audit
        .failures()
        .forEach(failure -> err.println("crowdrank: " + Problems.sentence(failure.problem())));
    PrintWriter out = spec.commandLine().getOut();
    RankingViolations all = audit.violations();
    if (all.pairs() > 0) {
      out.println(summary(audit.pictures().size(), all));
    }
    List<AuditedPicture> suspects = audit.suspects(suspect);
    if (audit.pictures().isEmpty()) {
      out.println("no picture could be tried");
    } else {
      out.printf(
          Locale.ROOT,
          suspects.isEmpty()
              ? "no picture has more than %s %%%n"
              : "more than %s %%, so do not trust the counts of:%n",
          percent(suspect));
    }
    suspects.stream().limit(SHOWN).forEach(picture -> out.println(line(picture)));
    if (suspects.size() > SHOWN) {
      out.printf(Locale.ROOT, "and %d more%n", suspects.size() - SHOWN);
    }
    out.flush();
  }

  /** Of no people at all, an excess is no share. */
  static String summary(int pictures, RankingViolations all) {
    return String.format(
        Locale.ROOT,
        "%d pictures, %d pairs of nested crops: %.1f %% violated, by %s",
        pictures,
        all.pairs(),
        100 * all.rate(),
        Double.isInfinite(all.size())
            ? String.format(
                Locale.ROOT,
                "%.2f people in all, though nobody was counted in any crop around another",
                all.excess())
            : String.format(Locale.ROOT, "%.1f %% of the people", 100 * all.size()));
  }

  /** With no more decimals than the share has: 15, 12.5. */
  private static String percent(double share) {
    return new BigDecimal(String.valueOf(share))
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String line(AuditedPicture picture) {
    return String.format(
        Locale.ROOT,
        "%5.1f %%  %8.1f  %s",
        100 * picture.violations().rate(),
        picture.count(),
        picture.id());
  }
}
