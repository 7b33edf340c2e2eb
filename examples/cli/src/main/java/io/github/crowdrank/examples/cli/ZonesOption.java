package io.github.crowdrank.examples.cli;

import io.github.crowdrank.zone.ServiceScale;
import io.github.crowdrank.zone.ZoneFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --zones} and the scale for how crowded they are. */
final class ZonesOption {
  @Option(
      names = "--zones",
      paramLabel = "FILE",
      description = "counts these zones, too: JSON in the manner of GeoJSON, see docs/ZONES.md")
  private @Nullable Path file;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "Fruin's levels of service A to F, for people who stand or walk: ${COMPLETION-CANDIDATES}"
              + " (default: QUEUING)")
  private @Nullable ServiceScale scale;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The zones of one picture after the other; null where nobody asked for any. */
  @Nullable ZoneFollower follower() throws IOException {
    if (file == null && scale != null) {
      throw new ParameterException(command.commandLine(), "--scale belongs to --zones");
    }
    return file == null
        ? null
        : new ZoneFollower(
            ZoneFile.read(file), Objects.requireNonNullElse(scale, ServiceScale.QUEUING));
  }
}
