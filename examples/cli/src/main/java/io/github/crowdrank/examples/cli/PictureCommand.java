package io.github.crowdrank.examples.cli;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.picture.ColorMap;
import io.github.crowdrank.picture.CrowdPicture;
import io.github.crowdrank.picture.Panel;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Draws what was counted in a picture. */
@Command(
    name = "picture",
    mixinStandardHelpOptions = true,
    description = "Draws the density of a picture over it and beside it, with zones and legend.")
final class PictureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "JPEG, PNG, GIF or BMP")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "what to write; its name ends in .png or .svg")
  private Path out;

  @Mixin private ModelOption model;

  @Mixin private ZonesOption zones;

  @Option(
      names = "--panels",
      split = ",",
      paramLabel = "PANEL",
      description = "views side by side: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private List<Panel> panels = List.of(Panel.OVERLAY);

  @Option(
      names = "--colors",
      paramLabel = "MAP",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ColorMap colors = ColorMap.VIRIDIS;

  @Option(
      names = "--peak",
      paramLabel = "PERSONS",
      description =
          "persons per cell of the brightest colour, to compare pictures (default: the fullest"
              + " cell)")
  private @Nullable Double peak;

  @Option(
      names = "--longest-side",
      paramLabel = "PIXELS",
      description = "of a panel; larger pictures are made smaller (default: ${DEFAULT-VALUE})")
  private int longestSide = 1200;

  @Option(names = "--no-legend", description = "leaves out what the colours mean")
  private boolean noLegend;

  @Override
  public Integer call() throws IOException {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(".svg")) {
      throw new ParameterException(spec.commandLine(), "--out ends in .png or .svg but was " + out);
    }
    if (longestSide < 1) {
      throw new ParameterException(
          spec.commandLine(), "--longest-side is 1 pixel or more but was " + longestSide);
    }
    if (peak != null && !(peak > 0 && peak < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--peak is more than 0 persons and finite but was " + peak);
    }
    AtomicFile.requirePlace(out);
    ZoneFollower follower = zones.follower();
    try (CrowdCounter counter = model.counter()) {
      CountedImage counted = CountedImage.of(counter, file);
      CrowdEstimate estimate = counted.estimate();
      CrowdPicture.Builder picture =
          CrowdPicture.builder(counted.image(), estimate.density(), estimate.stride())
              .panels(panels)
              .colors(colors)
              .legend(!noLegend)
              .longestSide(longestSide)
              .caption(
                  String.format(
                      Locale.ROOT, "%.0f people in %s", estimate.count(), file.getFileName()));
      if (peak != null) {
        picture.peak(peak);
      }
      if (follower != null) {
        picture.zones(follower.zones(), follower.count(file, counted.bounds(), estimate));
      }
      picture.build().write(out);
      PrintWriter result = spec.commandLine().getOut();
      result.printf(Locale.ROOT, "%8.1f  %s in %s%n", estimate.count(), file, out);
      result.flush();
    }
    return 0;
  }
}
