package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.picture.ColorMap;
import io.github.crowdrank.picture.PictureResult;
import io.github.crowdrank.picture.ResultPage;
import io.github.crowdrank.zone.Zone;
import io.github.crowdrank.zone.ZoneCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts pictures into a page for a browser. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Counts the people in pictures into one HTML page, sorted by a click.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "pictures, and folders of pictures with the folders in them")
  private List<Path> inputs;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "HTML to write")
  private Path out;

  @Mixin private ModelOption model;

  @Mixin private ZonesOption zones;

  @Option(names = "--title", paramLabel = "TEXT", description = "(default: ${DEFAULT-VALUE})")
  private String title = "People counted";

  @Option(
      names = "--colors",
      paramLabel = "MAP",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ColorMap colors = ColorMap.VIRIDIS;

  private int done;
  private int failed;

  @Override
  public Integer call() throws IOException {
    List<Path> files = files();
    ZoneFollower follower = zones.follower();
    ResultPage page = ResultPage.titled(title).withColors(colors);
    if (follower != null) {
      page = page.withZones(follower.zones().all().stream().map(Zone::name).toList());
    }
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "counted");
    try (CrowdCounter counter = model.counter()) {
      page.write(
          out,
          files.stream()
              .map(
                  file -> {
                    PictureResult result = result(counter, file, follower);
                    progress.imageDone(++done, files.size());
                    return result;
                  }));
    }
    PrintWriter result = spec.commandLine().getOut();
    result.printf(Locale.ROOT, "%d pictures in %s, %d not counted%n", files.size(), out, failed);
    result.flush();
    return failed == 0 ? 0 : 1;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        ImageFolder folder = ImageFolder.openRecursively(input);
        for (int i = 0; i < folder.size(); i++) {
          files.add(folder.file(i));
        }
      } else {
        files.add(input);
      }
    }
    return files;
  }

  private PictureResult result(CrowdCounter counter, Path file, @Nullable ZoneFollower follower) {
    try {
      CountedImage counted = CountedImage.of(counter, file);
      CrowdEstimate estimate = counted.estimate();
      List<ZoneCount> counts =
          follower == null ? List.of() : follower.count(file, counted.bounds(), estimate);
      return new PictureResult.Counted(
          file.toString(),
          counted.image(),
          estimate.density(),
          estimate.stride(),
          counts,
          estimate.warnings());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failed++;
      String reason = Problems.sentence(e);
      spec.commandLine().getErr().println("crowdrank: " + reason);
      return new PictureResult.Failed(file.toString(), reason);
    }
  }
}
