package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.FileCount;
import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.engine.onnxruntime.OnnxRuntimeEngine;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.picture.HeatMap;
import io.github.crowdrank.zone.ZoneCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Counts the people in pictures; a picture that fails does not keep the others from being counted.
 */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    description = "Counts the people in pictures.")
final class CountCommand implements Callable<Integer> {
  /** What an interval is asked for with where nothing is said. */
  static final double CONFIDENCE = 0.9;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JPEG, PNG, GIF or BMP")
  private List<Path> files;

  @Mixin private ModelOption model;

  @Option(names = "--json", description = "one JSON object per line and picture")
  private boolean json;

  @Mixin private CrowdedZonesOption zones;

  @Option(
      names = "--heatmap",
      paramLabel = "DIR",
      description = "writes NAME.heatmap.png for each picture into this folder")
  private @Nullable Path heatmaps;

  @Option(
      names = "--memory-budget",
      paramLabel = "MIB",
      description = "memory for one pass of the network; larger pictures are counted in tiles")
  private @Nullable Integer memoryBudget;

  @Option(
      names = "--cuda",
      paramLabel = "DEVICE",
      description =
          "counts with ONNX Runtime on this CUDA device, from 0; put onnxruntime_gpu on the class"
              + " path before this jar")
  private @Nullable Integer cudaDevice;

  @Option(
      names = "--interval",
      description = "tells where the true number lies; the model has to be calibrated")
  private boolean interval;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      description =
          "--interval: of pictures whose true number lies there (default: " + CONFIDENCE + ")")
  private @Nullable Double confidence;

  private static final ImageDecoder DECODER = ImageDecoder.builder().build();

  private final Set<String> heatmapNames = new HashSet<>();
  private @Nullable ZoneFollower follower;

  @Override
  public Integer call() throws IOException {
    if (confidence != null && !interval) {
      throw new ParameterException(spec.commandLine(), "--confidence belongs to --interval");
    }
    if (heatmaps != null) {
      Files.createDirectories(heatmaps);
    }
    follower = zones.follower();
    CrowdModel loaded = model.model();
    requireCalibrated(loaded.calibration());
    CrowdCounter.Builder builder = CrowdCounter.builder(loaded);
    if (memoryBudget != null) {
      builder.memoryBudget((long) memoryBudget << 20);
    }
    if (cudaDevice != null) {
      builder.engine(OnnxRuntimeEngine.cuda(cudaDevice));
    }
    try (CrowdCounter counter = builder.tileListener(this::showProgress).build()) {
      int failed = heatmaps == null && !interval ? countAll(counter) : countEach(counter);
      return failed == 0 ? 0 : 1;
    }
  }

  private double confidence() {
    return Objects.requireNonNullElse(confidence, CONFIDENCE);
  }

  private void requireCalibrated(Calibration calibration) {
    if (!interval) {
      return;
    }
    try {
      calibration.interval(0, 0, confidence());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--interval: " + e.getMessage() + "; see calibrate", e);
    }
  }

  private int countAll(CrowdCounter counter) {
    int failed = 0;
    try (Stream<FileCount> results = counter.countAll(files.stream())) {
      for (FileCount result : (Iterable<FileCount>) results::iterator) {
        failed +=
            report(result.file(), () -> new Counted(result.orThrow(), null, List.of())) ? 0 : 1;
      }
    }
    return failed;
  }

  /** One after the other, because the pixels that were counted are needed again. */
  private int countEach(CrowdCounter counter) {
    int failed = 0;
    for (Path file : files) {
      failed += report(file, () -> counted(counter, file)) ? 0 : 1;
    }
    return failed;
  }

  private Counted counted(CrowdCounter counter, Path file) throws IOException {
    CountedImage counted = CountedImage.of(counter, file);
    List<String> problems = new ArrayList<>();
    if (heatmaps != null) {
      draw(counted, heatmaps, problems);
    }
    CountInterval around = interval ? interval(counter, counted, problems) : null;
    return new Counted(counted.estimate(), around, problems);
  }

  /** Adds why it is not there to {@code problems}; the count is good without it. */
  private void draw(CountedImage counted, Path folder, List<String> problems) {
    CrowdEstimate estimate = counted.estimate();
    String name = unused(counted.file().getFileName().toString());
    try {
      HeatMap.writePng(
          HeatMap.overlay(counted.image(), estimate.density(), estimate.stride()),
          folder.resolve(name + ".heatmap.png"));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      problems.add(counted.file() + ": its heat map: " + Problems.sentence(e));
    }
  }

  /** Adds why it is not there to {@code problems}; the count is good without it. */
  private @Nullable CountInterval interval(
      CrowdCounter counter, CountedImage counted, List<String> problems) {
    try {
      return counted.interval(counter, confidence());
    } catch (IOException e) {
      problems.add(Problems.sentence(e));
      return null;
    }
  }

  private void showProgress(int done, int total) {
    if (total > 1) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("\rtile %d of %d%s", done, total, done == total ? "%n".formatted() : "");
      err.flush();
    }
  }

  /**
   * What is known of a picture.
   *
   * @param problems why something beside the count is not there
   */
  private record Counted(
      CrowdEstimate estimate, @Nullable CountInterval interval, List<String> problems) {}

  /** What became of a picture. */
  @FunctionalInterface
  private interface Outcome {
    Counted orThrow() throws IOException;
  }

  private boolean report(Path file, Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Counted counted = outcome.orThrow();
      boolean complete = json ? printJson(file, counted) : printText(file, counted);
      out.flush();
      counted.estimate().warnings().forEach(warning -> err.println(file + ": " + warning));
      return complete;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (json) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("file", file.toString());
        line.put("error", Problems.sentence(e));
        out.println(JsonLine.of(line));
        out.flush();
      } else {
        err.println("crowdrank: " + Problems.sentence(e));
      }
      return false;
    }
  }

  /** Says whether all that was asked for is there, too; the count is good without it. */
  private boolean printText(Path file, Counted counted) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CrowdEstimate estimate = counted.estimate();
    out.println(
        String.format(
            Locale.ROOT, "%8.1f%s  %s", estimate.count(), text(counted.interval()), file));
    boolean complete = counted.problems().isEmpty();
    counted.problems().forEach(problem -> err.println("crowdrank: " + problem));
    if (follower == null) {
      return complete;
    }
    try {
      List<ZoneCount> counts = follower.count(file, DECODER.bounds(file), estimate);
      counts.stream().map(follower::line).forEach(out::println);
      follower.follow(counts).stream().map(ZoneFollower::line).forEach(out::println);
      return complete;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      err.println("crowdrank: " + Problems.sentence(e));
      return false;
    }
  }

  private static String text(@Nullable CountInterval it) {
    return it == null ? "" : String.format(Locale.ROOT, "  %8.1f to %8.1f", it.low(), it.high());
  }

  private boolean printJson(Path file, Counted counted) throws IOException {
    CrowdEstimate estimate = counted.estimate();
    CountInterval it = counted.interval();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("file", file.toString());
    line.put("count", JsonLine.rounded(estimate.count(), 3));
    if (it != null) {
      line.put("low", JsonLine.rounded(it.low(), 3));
      line.put("high", JsonLine.rounded(it.high(), 3));
      line.put("confidence", it.confidence());
    }
    line.put("ms", estimate.elapsed().toMillis());
    if (follower != null) {
      line.putAll(follower.fields(file, DECODER.bounds(file), estimate));
    }
    for (String problem : counted.problems()) {
      line.merge("problem", problem, (before, next) -> before + "; " + next);
    }
    spec.commandLine().getOut().println(JsonLine.of(line));
    return !line.containsKey("problem");
  }

  /** Pictures of one name from different folders get numbers from the second one on. */
  private String unused(String name) {
    String candidate = name;
    for (int i = 2; !heatmapNames.add(candidate); i++) {
      candidate = name + "-" + i;
    }
    return candidate;
  }
}
