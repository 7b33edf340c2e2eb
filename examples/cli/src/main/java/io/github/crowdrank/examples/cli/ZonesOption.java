package io.github.crowdrank.examples.cli;

import io.github.crowdrank.zone.ServiceScale;
import io.github.crowdrank.zone.ZoneFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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
              + " (default: ${DEFAULT-VALUE})")
  private ServiceScale scale = ServiceScale.QUEUING;

  /** The zones of one picture after the other; null where nobody asked for any. */
  @Nullable ZoneFollower follower() throws IOException {
    return file == null ? null : new ZoneFollower(ZoneFile.read(file), scale);
  }
}
