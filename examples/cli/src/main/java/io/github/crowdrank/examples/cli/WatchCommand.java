package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.stream.CrowdStream;
import io.github.crowdrank.stream.Frame;
import io.github.crowdrank.stream.Sampling;
import io.github.crowdrank.stream.StreamCount;
import io.github.crowdrank.zone.ZoneCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Mixin private ZonesOption zones;

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

  private int print(CrowdStream stream) {
    PrintWriter out = spec.commandLine().getOut();
    int code = 0;
    long lines = 0;
    for (StreamCount count : stream) {
      Map<String, @Nullable Object> line = line(count);
      code = line.containsKey("problem") ? 1 : code;
      out.println(JsonLine.of(line));
      out.flush();
      if (++lines >= frames || out.checkError()) {
        break;
      }
    }
    return code;
  }

  private Map<String, @Nullable Object> line(StreamCount count) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("frame", count.number());
    line.put("time", count.time().toString());
    if (count.frame() != null && count.frame().content() instanceof Frame.File file) {
      line.put("file", file.path().toString());
    }
    CrowdEstimate estimate = count.estimate();
    if (estimate != null) {
      line.put("count", JsonLine.rounded(estimate.count(), 3));
      line.put("ms", estimate.elapsed().toMillis());
    }
    line.put("smoothed", JsonLine.rounded(count.smoothed(), 3));
    line.put("dropped", count.dropped());
    line.put("reconnects", count.reconnects());
    if (count.problem() != null) {
      line.put("problem", Problems.sentence(count.problem()));
    } else if (estimate != null && follower != null) {
      putZones(line, estimate, follower);
    }
    return line;
  }

  private static void putZones(
      Map<String, @Nullable Object> line, CrowdEstimate estimate, ZoneFollower zones) {
    try {
      List<ZoneCount> counts = zones.count(Path.of("the frame"), estimate);
      line.put("zones", counts.stream().map(zones::json).toList());
      line.put("alarms", zones.follow(counts).stream().map(ZoneFollower::json).toList());
    } catch (IOException e) {
      line.put("problem", Problems.sentence(e));
    }
  }
}
