package io.github.crowdrank.examples.cli;

import io.github.crowdrank.zone.ServiceScale;
import io.github.crowdrank.zone.ZoneFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --zones}. */
final class ZonesOption {
  @Option(
      names = "--zones",
      paramLabel = "FILE",
      description = "counts these zones, too: JSON in the manner of GeoJSON, see docs/ZONES.md")
  private @Nullable Path file;

  boolean isGiven() {
    return file != null;
  }

  /** The zones for pictures that show no level; null where nobody asked for any. */
  @Nullable ZoneFollower follower() throws IOException {
    return follower(ServiceScale.QUEUING);
  }

  /** The zones of one picture after the other; null where nobody asked for any. */
  @Nullable ZoneFollower follower(ServiceScale scale) throws IOException {
    return file == null ? null : new ZoneFollower(ZoneFile.read(file), scale);
  }
}
