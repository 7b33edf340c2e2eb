package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.collect.CollectionBuilder;
import io.github.crowdrank.data.collect.CollectionReport;
import io.github.crowdrank.data.collect.DropReason;
import io.github.crowdrank.data.collect.ImageSource;
import io.github.crowdrank.data.collect.KeywordCollection;
import io.github.crowdrank.data.collect.License;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Downloads photographs of crowds by keyword, to rank crops of. */
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads photographs found by keyword from public catalogues, with author and licence of"
          + " each in manifest.jsonl.",
      "The same command goes on where it was. Sort out by eye what shows no crowd."
    })
final class CollectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to fill")
  private Path out;

  @Option(
      names = "--contact",
      required = true,
      paramLabel = "MAIL_OR_URL",
      description = "how to reach you, told to every server, as the catalogues ask")
  private String contact;

  @Option(
      names = "--keyword",
      paramLabel = "TEXT",
      description = "what to search for; repeatable (default: the six of the paper)")
  private List<String> keywords = KeywordCollection.PAPER_KEYWORDS;

  @Option(
      names = "--per-keyword",
      paramLabel = "N",
      description = "pictures for each keyword (default: ${DEFAULT-VALUE})")
  private int perKeyword = 200;

  @Option(
      names = "--source",
      split = ",",
      paramLabel = "NAME",
      description = "catalogues, asked in turn (default: ${DEFAULT-VALUE})")
  private List<String> sources = List.of("wikimedia", "openverse");

  @Option(
      names = "--licenses",
      split = ",",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: public_domain,cc0,cc_by,cc_by_sa)")
  private Set<License> licenses = EnumSet.copyOf(License.free());

  @Option(
      names = "--max-mib",
      paramLabel = "MIB",
      description = "largest file (default: ${DEFAULT-VALUE})")
  private int maxMib = 20;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "requests per second to each server (default: ${DEFAULT-VALUE})")
  private double rate = 1;

  @Option(names = "--local-test-server", hidden = true, paramLabel = "PORT")
  private @Nullable Integer localTestServer;

  @Override
  public Integer call() throws IOException {
    KeywordCollection collection = collection();
    Thread running = Thread.currentThread();
    return StopOnSignal.run(() -> collect(collection), running::interrupt);
  }

  private int collect(KeywordCollection collection) throws IOException {
    CollectionReport report = collection.run();
    spec.commandLine().getOut().print(summary(report));
    spec.commandLine().getOut().flush();
    boolean stopped = report.ending() == CollectionReport.Ending.INTERRUPTED;
    if (stopped) {
      spec.commandLine().getErr().println("the same command goes on from here");
    }
    return stopped || !report.failedSearches().isEmpty() ? 1 : 0;
  }

  /** What is wrong with the options is wrong usage. */
  private KeywordCollection collection() {
    CollectionBuilder builder =
        KeywordCollection.builder(out, contact)
            .application("crowdrank-cli")
            .sources(chosenSources())
            .keywords(keywords)
            .perKeyword(perKeyword)
            .licenses(licenses)
            .maxBytes((long) maxMib << 20)
            .requestsPerSecond(rate)
            .listener(new CollectionConsole(spec.commandLine().getErr()));
    if (localTestServer != null) {
      builder.allowPlainHttp().allowLoopbackForTests("127.0.0.1", localTestServer);
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<ImageSource> chosenSources() {
    List<ImageSource> installed = ImageSource.installed();
    List<ImageSource> chosen = new ArrayList<>();
    for (String name : sources) {
      chosen.add(
          installed.stream()
              .filter(source -> source.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "a source is one of %s but was %s"
                              .formatted(
                                  installed.stream().map(ImageSource::name).toList(), name))));
    }
    return chosen;
  }

  private String summary(CollectionReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d pictures in %s, %d of them new (%.1f MiB in %d s)%n",
            report.total(),
            out,
            report.kept(),
            report.bytes() / (double) (1 << 20),
            report.elapsed().toSeconds()));
    report
        .perKeyword()
        .forEach(
            (keyword, kept) -> text.append(String.format(Locale.ROOT, "%6d  %s%n", kept, keyword)));
    for (Map.Entry<DropReason, Integer> dropped : report.droppedByReason().entrySet()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%6d  dropped: %s%n",
              dropped.getValue(),
              dropped.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return text.toString();
  }
}
