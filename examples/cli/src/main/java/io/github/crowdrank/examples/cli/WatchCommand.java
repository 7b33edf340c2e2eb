package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.stream.CrowdStream;
import io.github.crowdrank.stream.JsonLinesWriter;
import io.github.crowdrank.stream.Sampling;
import io.github.crowdrank.stream.StreamCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts what keeps coming, one JSON object per line, until its source ends or it is stopped. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts the people in frames as they come, one JSON object per line.",
      "Ends with its source, after --frames, or on Ctrl-C."
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration LEAST_SMOOTHING = Duration.ofMillis(1);
  private static final Duration MOST_SMOOTHING = Duration.ofDays(366);

  /** Which frames are counted. */
  static final class Choice {
    @Option(names = "--every", paramLabel = "N", description = "counts every n-th frame")
    private @Nullable Integer every;

    @Option(
        names = "--per-second",
        paramLabel = "K",
        description = "counts at most so many frames a second")
    private @Nullable Double perSecond;

    Sampling sampling() {
      if (every != null) {
        return Sampling.everyNth(every);
      }
      return perSecond == null ? Sampling.all() : Sampling.perSecond(perSecond);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private SourceOptions source;

  @Mixin private ModelOption model;

  @Mixin private CrowdedZonesOption zones;

  @ArgGroup private @Nullable Choice choice;

  @Option(
      names = "--smooth",
      paramLabel = "SECONDS",
      description = "time constant of the smoothed count (default: none)")
  private double smooth;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "ends after so many lines (default: never)")
  private long frames = Long.MAX_VALUE;

  private @Nullable ZoneFollower follower;

  @Override
  public Integer call() throws IOException {
    if (frames < 1) {
      throw new ParameterException(spec.commandLine(), "--frames is 1 or more but was " + frames);
    }
    if (smooth != 0
        && !(smooth >= LEAST_SMOOTHING.toMillis() / 1e3 && smooth <= MOST_SMOOTHING.toSeconds())) {
      throw new ParameterException(
          spec.commandLine(),
          "--smooth is 0, for none, or 0.001 to %d seconds but was %s"
              .formatted(MOST_SMOOTHING.toSeconds(), smooth));
    }
    follower = zones.follower();
    try (CrowdCounter counter = model.counter();
        CrowdStream stream = stream(counter)) {
      return StopOnSignal.run(() -> print(stream), stream::close);
    }
  }

  /** What is wrong with the options is wrong usage. */
  private CrowdStream stream(CrowdCounter counter) throws IOException {
    try {
      return CrowdStream.builder(counter, source.source())
          .sampling(choice == null ? Sampling.all() : choice.sampling())
          .smoothing(Duration.ofMillis(Math.round(1000 * smooth)))
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int print(CrowdStream stream) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonLinesWriter writer = JsonLinesWriter.to(out);
    int code = 0;
    long lines = 0;
    for (StreamCount count : stream) {
      Map<String, @Nullable Object> zones = zones(count);
      code = count.problem() != null || zones.containsKey("problem") ? 1 : code;
      writer.write(count, zones);
      // Nobody reads on, or nothing can be kept; which Main tells.
      if (++lines >= frames || System.out.checkError()) {
        break;
      }
    }
    return code;
  }

  /** What was asked for beside the count, if there is one. */
  private Map<String, @Nullable Object> zones(StreamCount count) {
    CrowdEstimate estimate = count.estimate();
    return estimate == null || follower == null
        ? Map.of()
        : follower.fields(Path.of("the frame"), null, estimate);
  }
}
